using System.Text.Json.Serialization;
using BookingEngine.Ports;

namespace BookingEngine.Calendars.Events;

[JsonConverter(typeof(GuidIdJsonConverter<BookingId>))]
public readonly record struct BookingId(Guid Value) : IGuidId<BookingId>
{
    public static BookingId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

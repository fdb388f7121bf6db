using System.Text.Json.Serialization;
using BookingEngine.Ports;

namespace BookingEngine.Users;

[JsonConverter(typeof(GuidIdJsonConverter<SessionId>))]
public readonly record struct SessionId(Guid Value) : IGuidId<SessionId>
{
    public static SessionId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

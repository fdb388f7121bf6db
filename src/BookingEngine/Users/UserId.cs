using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;

namespace BookingEngine.Users;

[JsonConverter(typeof(GuidIdJsonConverter<UserId>))]
public readonly record struct UserId(Guid Value) : IGuidId<UserId>
{
    public StreamName Stream => StreamName.Of(User.Category, ToString());

    public static UserId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

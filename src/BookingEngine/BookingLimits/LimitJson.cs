using System.Text.Json.Serialization;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.EventSourcing;

namespace BookingEngine.BookingLimits;

[JsonSerializable(typeof(LimitClaimed))]
[JsonSerializable(typeof(LimitConfirmed))]
[JsonSerializable(typeof(LimitWithdrawn))]
[JsonSerializable(typeof(LimitReleased))]
[JsonSerializable(typeof(StateAt<CustomerSnapshot>))]
internal sealed partial class LimitJson : JsonSerializerContext
{
    public static LimitJson Stored { get; } = new(StoredJson.NewOptions());

    public static IEnumerable<EventType> Types =>
    [
        EventType.Of("limit-claimed.v1", () => Stored.LimitClaimed),
        EventType.Of("limit-confirmed.v1", () => Stored.LimitConfirmed),
        EventType.Of("limit-withdrawn.v1", () => Stored.LimitWithdrawn),
        EventType.Of("limit-released.v1", () => Stored.LimitReleased),
    ];
}

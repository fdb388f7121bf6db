using System.Text.Json.Serialization;
using BookingEngine.Aggregates;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.BookingLimits;

/// <summary>A calendar is about to be asked for the time.</summary>
public sealed record LimitClaimed(BookingId BookingId, ServiceId ServiceId, WantedTime Wanted) : IDomainEvent;

/// <summary>A calendar has given the time.</summary>
public sealed record LimitConfirmed(BookingId BookingId, ServiceId ServiceId, ClaimedTime Time) : IDomainEvent;

/// <summary>No calendar has given the time: the booking is where it was, or nowhere.</summary>
public sealed record LimitWithdrawn(BookingId BookingId) : IDomainEvent;

/// <summary>The booking will not take place.</summary>
public sealed record LimitReleased(BookingId BookingId) : IDomainEvent;

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
        EventType.Of("limit-claimed.v1", Stored.LimitClaimed),
        EventType.Of("limit-confirmed.v1", Stored.LimitConfirmed),
        EventType.Of("limit-withdrawn.v1", Stored.LimitWithdrawn),
        EventType.Of("limit-released.v1", Stored.LimitReleased),
    ];
}

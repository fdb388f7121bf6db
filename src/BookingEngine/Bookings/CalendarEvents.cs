using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings;

/// <param name="LocalStart">What the clock on the wall said at <paramref name="Start"/> in <paramref name="TimeZone"/>, by the rules of
/// <paramref name="ZoneData"/>: what the customer agreed to, should the rules change.</param>
public sealed record BookingConfirmed(
    BookingId BookingId, UserId UserId, ServiceId ServiceId, ResourceId ResourceId, Instant Start, Instant End,
    LocalDateTime LocalStart, string TimeZone, string ZoneData, int Quantity) : IDomainEvent;

[JsonSerializable(typeof(BookingConfirmed))]
internal sealed partial class CalendarEventJson : JsonSerializerContext
{
    public static IEnumerable<EventType> Types =>
        [EventType.Of("booking-confirmed.v1", new CalendarEventJson(StoredJson.NewOptions()).BookingConfirmed)];
}

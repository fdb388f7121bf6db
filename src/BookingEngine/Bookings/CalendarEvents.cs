using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings;

/// <param name="LocalStart">What the clock on the wall said at <paramref name="Start"/> in <paramref name="TimeZone"/>, by the rules of
/// <paramref name="ZoneData"/>: what the customer agreed to, should the rules change.</param>
/// <param name="IsPending">Whether it waits for approval.</param>
/// <param name="IsOverride">Whether staff booked it against the rules.</param>
/// <param name="HoldId">The hold that it consumed; null for none.</param>
/// <param name="Details">Notes and answers, sealed with the customer's key; null where there are none.</param>
public sealed record BookingMade(
    BookingId BookingId, UserId UserId, ServiceId ServiceId, ResourceId ResourceId, Instant Start, Instant End,
    LocalDateTime LocalStart, string TimeZone, string ZoneData, int Quantity, BookingTerms Terms, bool IsPending, bool IsOverride,
    Guid? HoldId, Sealed? Details) : IDomainEvent;

/// <summary>What the service said when it was booked: what the catalogue says later changes nothing of it.</summary>
/// <param name="Shared">Whether all bookings of the service at that start share one session.</param>
/// <param name="PendingBlocks">Whether it takes its time while it waits for approval.</param>
/// <param name="CancellationNotice">How long before its start the customer may still cancel; null for until it begins.</param>
/// <param name="RescheduleNotice">How long before its start the customer may still move it; null for until it begins.</param>
public sealed record BookingTerms(
    Duration BufferBefore, Duration BufferAfter, bool Shared, bool PendingBlocks, Duration? CancellationNotice, Duration? RescheduleNotice)
{
    public static BookingTerms Of(Service service) => new(
        service.BufferBefore, service.BufferAfter, service.Capacity > 1, service.PendingBlocks, service.CancellationNotice, service.RescheduleNotice);
}

[JsonSerializable(typeof(BookingMade))]
[JsonSerializable(typeof(BookingConfirmedV1))]
internal sealed partial class CalendarEventJson : JsonSerializerContext
{
    private static readonly CalendarEventJson Stored = new(StoredJson.NewOptions());

    public static IEnumerable<EventType> Types =>
    [
        EventType.OfOld("booking-confirmed.v1", Stored.BookingConfirmedV1, old => old.ToMade()),
        EventType.Of("booking-made.v1", Stored.BookingMade),
    ];
}

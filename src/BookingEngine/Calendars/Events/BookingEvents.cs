using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Calendars.Events;

/// <summary>Something that happened to one booking, in the calendar that it was in.</summary>
public interface IBookingEvent : IDomainEvent
{
    BookingId BookingId { get; }

    /// <summary>The move that had brought it into this calendar; null where it was made here.</summary>
    MoveId? Arrival { get; }
}

/// <param name="LocalStart">What the clock on the wall said at <paramref name="Start"/> in <paramref name="TimeZone"/>, by the rules of
/// <paramref name="ZoneData"/>: what the customer agreed to, should the rules change.</param>
/// <param name="IsPending">Whether it waits for approval.</param>
/// <param name="IsOverride">Whether staff booked it against the rules.</param>
/// <param name="HoldId">The hold that it consumed; null for none.</param>
/// <param name="Details">Notes and answers, sealed with the customer's key; null where there are none.</param>
public sealed record BookingMade(
    BookingId BookingId, UserId UserId, ServiceId ServiceId, ResourceId ResourceId, Instant Start, Instant End,
    LocalDateTime LocalStart, string TimeZone, string ZoneData, int Quantity, BookingTerms Terms, bool IsPending, bool IsOverride,
    Guid? HoldId, Encrypted? Details) : IBookingEvent
{
    /// <summary>Whether it was booked for somebody without an account.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsGuest { get; init; }

    MoveId? IBookingEvent.Arrival => null;
}

/// <summary>It was pending, and is confirmed from now on.</summary>
public sealed record BookingApproved(BookingId BookingId, MoveId? Arrival) : IBookingEvent;

/// <summary>It was pending, and will not take place.</summary>
public sealed record BookingDeclined(BookingId BookingId, MoveId? Arrival) : IBookingEvent;

/// <param name="IsOverride">Whether staff cancelled it when the customer no longer could.</param>
public sealed record BookingCancelled(BookingId BookingId, MoveId? Arrival, bool IsOverride) : IBookingEvent;

/// <summary>It took place.</summary>
public sealed record BookingCompleted(BookingId BookingId, MoveId? Arrival) : IBookingEvent;

/// <summary>The customer did not come.</summary>
public sealed record NoShowRecorded(BookingId BookingId, MoveId? Arrival) : IBookingEvent;

/// <summary>It takes place at another time, in the same calendar.</summary>
/// <param name="IsOverride">Whether staff moved it against the rules, or when the customer no longer could.</param>
public sealed record BookingRescheduled(BookingId BookingId, MoveId? Arrival, BookedInterval Time, bool IsOverride) : IBookingEvent;

/// <summary>It is another person's from now on: a guest's became that of an account.</summary>
/// <param name="Details">Notes and answers, sealed with the new owner's key; null where there are none.</param>
public sealed record BookingHandedOver(BookingId BookingId, MoveId? Arrival, UserId UserId, Encrypted? Details) : IBookingEvent;

/// <summary>Every link by which it could be managed is worthless from now on.</summary>
public sealed record ManageLinksRevoked(BookingId BookingId, MoveId? Arrival) : IBookingEvent;

/// <summary>A time as it was agreed on.</summary>
/// <param name="LocalStart">What the clock on the wall said at <paramref name="Start"/> in <paramref name="TimeZone"/>, by the rules of
/// <paramref name="ZoneData"/>.</param>
public sealed record BookedInterval(Instant Start, Instant End, LocalDateTime LocalStart, string TimeZone, string ZoneData)
{
    /// <summary>So long from an instant, by the clocks of a location and the rules as they are now.</summary>
    public static BookedInterval From(Instant start, Duration length, Location location) => new(
        start, start + length, start.InZone(Times.ZoneData.Zones[location.TimeZone]).LocalDateTime, location.TimeZone, Times.ZoneData.Version);
}

/// <summary>What the service said when it was booked: what the catalogue says later changes nothing of it.</summary>
/// <param name="Shared">Whether all bookings of the service at that start share one session.</param>
/// <param name="PendingBlocks">Whether it takes its time while it waits for approval.</param>
/// <param name="CancellationNotice">How long before its start the customer may still cancel; null for until it begins.</param>
/// <param name="RescheduleNotice">How long before its start the customer may still move it; null for until it begins.</param>
public sealed record BookingTerms(
    Duration BufferBefore, Duration BufferAfter, bool Shared, bool PendingBlocks, Duration? CancellationNotice, Duration? RescheduleNotice)
{
    /// <summary>Whether it counts against what the service allows one customer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsLimited { get; init; }

    public static BookingTerms Of(Service service) => new(
        service.BufferBefore, service.BufferAfter, service.Capacity > 1, service.PendingBlocks, service.CancellationNotice, service.RescheduleNotice)
    {
        IsLimited = service.Limits.Apply,
    };
}

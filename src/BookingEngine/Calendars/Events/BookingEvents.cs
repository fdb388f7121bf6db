using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Calendars.Events;

/// <summary>An event of one booking, in the calendar that it was in.</summary>
public interface IBookingEvent : IDomainEvent
{
    BookingId BookingId { get; }

    /// <summary>The move that brought the booking into this calendar; null if it was created here.</summary>
    MoveId? Arrival { get; }
}

/// <param name="LocalStart">The local time at <paramref name="Start"/> in <paramref name="TimeZone"/>, by the rules of
/// <paramref name="ZoneData"/>. The customer agreed to it, even if the rules change.</param>
/// <param name="IsPending">Whether it waits for approval.</param>
/// <param name="IsOverride">Whether staff booked it against the rules.</param>
/// <param name="HoldId">The hold that it used; null for none.</param>
/// <param name="Details">Notes and answers, encrypted with the customer's key; null if there are none.</param>
public sealed record BookingMade(
    BookingId BookingId, UserId UserId, ServiceId ServiceId, ResourceId ResourceId, Instant Start, Instant End,
    LocalDateTime LocalStart, string TimeZone, string ZoneData, int Quantity, BookingTerms Terms, bool IsPending, bool IsOverride,
    Guid? HoldId, Encrypted? Details) : IBookingEvent
{
    /// <summary>Whether it was booked for a person without an account.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsGuest { get; init; }

    MoveId? IBookingEvent.Arrival => null;
}

public sealed record BookingApproved(BookingId BookingId, MoveId? Arrival) : IBookingEvent;

public sealed record BookingDeclined(BookingId BookingId, MoveId? Arrival) : IBookingEvent;

/// <param name="IsOverride">Whether staff cancelled it after the customer no longer could.</param>
public sealed record BookingCancelled(BookingId BookingId, MoveId? Arrival, bool IsOverride) : IBookingEvent;

public sealed record BookingCompleted(BookingId BookingId, MoveId? Arrival) : IBookingEvent;

/// <summary>The customer did not come.</summary>
public sealed record NoShowRecorded(BookingId BookingId, MoveId? Arrival) : IBookingEvent;

/// <summary>The booking has another time, in the same calendar.</summary>
/// <param name="IsOverride">Whether staff moved it against the rules, or after the customer no longer could.</param>
public sealed record BookingRescheduled(BookingId BookingId, MoveId? Arrival, BookedInterval Time, bool IsOverride) : IBookingEvent;

/// <summary>The booking belongs to another person: an account has taken over a guest's booking.</summary>
/// <param name="Details">Notes and answers, encrypted with the new owner's key; null if there are none.</param>
public sealed record BookingHandedOver(BookingId BookingId, MoveId? Arrival, UserId UserId, Encrypted? Details) : IBookingEvent;

/// <summary>All manage links of the booking are invalid from now on.</summary>
public sealed record ManageLinksRevoked(BookingId BookingId, MoveId? Arrival) : IBookingEvent;

/// <summary>The time of a booking, as agreed.</summary>
/// <param name="LocalStart">The local time at <paramref name="Start"/> in <paramref name="TimeZone"/>, by the rules of
/// <paramref name="ZoneData"/>.</param>
public sealed record BookedInterval(Instant Start, Instant End, LocalDateTime LocalStart, string TimeZone, string ZoneData)
{
    /// <summary>Uses the location's zone and the zone rules as they are now.</summary>
    public static BookedInterval From(Instant start, Duration length, Location location) => new(
        start, start + length, start.InZone(Times.ZoneData.Zones[location.TimeZone]).LocalDateTime, location.TimeZone, Times.ZoneData.Version);
}

/// <summary>The service's terms at the time of the booking. Later changes of the service do not apply to it.</summary>
/// <param name="Shared">Whether all bookings of the service at that start share one session: a group service.</param>
/// <param name="PendingBlocks">Whether it blocks its time while it waits for approval.</param>
/// <param name="CancellationNotice">How long before the start the customer may still cancel; null for until the start.</param>
/// <param name="RescheduleNotice">How long before the start the customer may still move it; null for until the start.</param>
public sealed record BookingTerms(
    Duration BufferBefore, Duration BufferAfter, bool Shared, bool PendingBlocks, Duration? CancellationNotice, Duration? RescheduleNotice)
{
    /// <summary>Whether it counts against the service's limits per customer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsLimited { get; init; }

    public static BookingTerms Of(Service service) => new(
        service.BufferBefore, service.BufferAfter, service.Capacity > 1, service.PendingBlocks, service.CancellationNotice, service.RescheduleNotice)
    {
        IsLimited = service.Limits.Apply,
    };
}

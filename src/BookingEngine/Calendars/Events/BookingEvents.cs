using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars;
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

/// <summary>A change that may have a reason.</summary>
public interface IReasonedEvent : IBookingEvent
{
    /// <summary>Why it was made, encrypted with the key of the booking's customer at that time. Null if nobody said.</summary>
    Encrypted? Reason { get; }
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
    Guid? HoldId, Encrypted? Details) : ISeriesEvent
{
    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SeriesPart? Part { get; init; }

    /// <summary>The rule of its series, with UNTIL in UTC; null for a booking that was booked alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Rule { get; init; }

    /// <summary>In the first event of a series: the times that were not booked. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<SkippedTime>? Skipped { get; init; }

    /// <summary>Whether it was booked for a person without an account.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsGuest { get; init; }

    /// <summary>Whether nobody has proved the guest's mail address. Such a booking belongs to no account, and gives no right to other bookings of the
    /// address.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsUnproved { get; init; }

    /// <summary>The languages that the request accepted, the best first, separated by commas; null if it did not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Languages { get; init; }

    /// <summary>How many minutes before the start the customer is reminded, as the service had it; null for never.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<int>? Reminders { get; init; }

    /// <summary>The external calendars that the decision was made on; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<UsedCalendar>? External { get; init; }

    /// <summary>All its resources; null for a booking of one. Participants have reserved their time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookedResource>? Resources { get; init; }

    /// <summary>The segments of a visit, in order; null for another booking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookedSegment>? Segments { get; init; }

    /// <summary>The decision over the calendars of these resources; null for a booking of one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MoveId? DecisionId { get; init; }

    MoveId? IBookingEvent.Arrival => null;
}

public sealed record BookingApproved(BookingId BookingId, MoveId? Arrival) : ISeriesEvent
{
    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SeriesPart? Part { get; init; }
}

public sealed record BookingDeclined(BookingId BookingId, MoveId? Arrival) : IReasonedEvent, ISeriesEvent
{
    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SeriesPart? Part { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Encrypted? Reason { get; init; }
}

/// <param name="IsOverride">Whether staff cancelled it after the customer no longer could.</param>
public sealed record BookingCancelled(BookingId BookingId, MoveId? Arrival, bool IsOverride) : IReasonedEvent, ISeriesEvent
{
    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SeriesPart? Part { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Encrypted? Reason { get; init; }
}

public sealed record BookingCompleted(BookingId BookingId, MoveId? Arrival) : IBookingEvent;

/// <summary>The customer did not come.</summary>
public sealed record NoShowRecorded(BookingId BookingId, MoveId? Arrival) : IBookingEvent;

/// <summary>The booking has another time, in the same calendar.</summary>
/// <param name="IsOverride">Whether staff moved it against the rules, or after the customer no longer could.</param>
public sealed record BookingRescheduled(BookingId BookingId, MoveId? Arrival, BookedInterval Time, bool IsOverride) : IReasonedEvent, ISeriesEvent
{
    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SeriesPart? Part { get; init; }

    /// <summary>Whether it waits for approval again, because its customer moved it. Until then its time is taken.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPending { get; init; }

    /// <summary>Its time before; null in events from before that was stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EarlierTime? Previous { get; init; }

    /// <summary>The external calendars that the decision was made on; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<UsedCalendar>? External { get; init; }

    /// <summary>All its resources; null for a booking of one. Participants have reserved their time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookedResource>? Resources { get; init; }

    /// <summary>The segments of a visit, in order; null for another booking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookedSegment>? Segments { get; init; }

    /// <summary>The decision over the calendars of these resources; null for a booking of one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MoveId? DecisionId { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Encrypted? Reason { get; init; }
}

/// <summary>The booking belongs to another person: an account has taken over a guest's booking.</summary>
/// <param name="Details">Notes and answers, encrypted with the new owner's key; null if there are none.</param>
public sealed record BookingHandedOver(BookingId BookingId, MoveId? Arrival, UserId UserId, Encrypted? Details) : IBookingEvent
{
    /// <summary>The reason of its last change, encrypted with the new owner's key. Null if it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Encrypted? Reason { get; init; }
}

/// <summary>Somebody made a manage link of the booking. The link itself is not stored.</summary>
public sealed record ManageLinkIssued(BookingId BookingId, MoveId? Arrival) : IBookingEvent;

/// <summary>All manage links of the booking are invalid from now on.</summary>
public sealed record ManageLinksRevoked(BookingId BookingId, MoveId? Arrival) : IBookingEvent;

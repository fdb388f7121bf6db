using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Calendars.Events;

/// <summary>One attempt at an act over several calendars, such as moving a booking into another.</summary>
[JsonConverter(typeof(GuidIdJsonConverter<MoveId>))]
public readonly record struct MoveId(Guid Value) : IGuidId<MoveId>
{
    /// <summary>The id of the one commit that decides, in the calendar that has the booking.</summary>
    public CommitId Decision => new(Value);

    public static MoveId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>In the target calendar: the new time is reserved until the source calendar has decided.</summary>
/// <param name="From">The source resource.</param>
/// <param name="Leaving">The move that brought the booking to the source; null if it was created there.</param>
/// <param name="Status">The status at the reservation: pending or confirmed.</param>
/// <param name="IsOverride">Whether staff moves it against the rules, or booked it against them.</param>
public sealed record MoveReserved(
    MoveId MoveId, BookingId BookingId, ResourceId From, MoveId? Leaving, UserId UserId, ServiceId ServiceId, int Quantity, BookingTerms Terms,
    BookingStatus Status, BookedInterval Time, bool IsOverride, Instant CreatedAt, Encrypted? Details) : IBookingEvent
{
    /// <summary>How often its manage links were revoked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int LinksRevoked { get; init; }

    /// <summary>Why the booking moves, encrypted with the customer's key. Null if nobody said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Encrypted? Reason { get; init; }

    /// <summary>The external calendars that the decision was made on; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<UsedCalendar>? External { get; init; }

    /// <summary>For a booking of a series; null for others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Occurrence? Occurrence { get; init; }

    MoveId? IBookingEvent.Arrival => MoveId;
}

/// <summary>In the source calendar: the decision that the booking is in the target calendar from now on.</summary>
public sealed record BookingMovedAway(
    BookingId BookingId, MoveId? Arrival, MoveId MoveId, ResourceId To, BookedInterval Time, BookingStatus Status) : IReasonedEvent
{
    /// <summary>Its time before; null in events from before that was stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EarlierTime? Previous { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Encrypted? Reason { get; init; }
}

/// <summary>In the source calendar, instead of <see cref="BookingMovedAway"/>: the move does not take place.</summary>
public sealed record MoveWithdrawn(MoveId MoveId, BookingId BookingId) : IDomainEvent;

/// <summary>In the target calendar: the booking takes the reserved time.</summary>
/// <param name="Status">The status when it left the source.</param>
public sealed record BookingMovedIn(BookingId BookingId, MoveId MoveId, BookingStatus Status) : IBookingEvent
{
    MoveId? IBookingEvent.Arrival => MoveId;
}

/// <summary>In the target calendar: the reserved time is free again.</summary>
public sealed record MoveReleased(BookingId BookingId, MoveId MoveId) : IBookingEvent
{
    MoveId? IBookingEvent.Arrival => MoveId;
}

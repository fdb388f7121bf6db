using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Calendars.Events;

/// <summary>One attempt to move a booking into another calendar.</summary>
[JsonConverter(typeof(GuidIdJsonConverter<MoveId>))]
public readonly record struct MoveId(Guid Value) : IGuidId<MoveId>
{
    /// <summary>Of the one commit in the calendar that is left, whatever it says: it decides the move.</summary>
    public CommitId Decision => new(Value);

    public static MoveId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>In the calendar moved to: the booking's new time is kept for it until the calendar that it comes from has decided.</summary>
/// <param name="From">The resource that it comes from.</param>
/// <param name="Leaving">The move that had brought it there; null where it was made there.</param>
/// <param name="Status">What it was when the time was kept: pending or confirmed.</param>
/// <param name="IsOverride">Whether staff moves it against the rules, or booked it so.</param>
public sealed record MoveReserved(
    MoveId MoveId, BookingId BookingId, ResourceId From, MoveId? Leaving, UserId UserId, ServiceId ServiceId, int Quantity, BookingTerms Terms,
    BookingStatus Status, BookedInterval Time, bool IsOverride, Instant CreatedAt, Encrypted? Details) : IBookingEvent
{
    /// <summary>How often the links by which it is managed were revoked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int LinksRevoked { get; init; }

    MoveId? IBookingEvent.Arrival => MoveId;
}

/// <summary>In the calendar moved from, and the one point of decision: the booking is in the other from now on.</summary>
public sealed record BookingMovedAway(
    BookingId BookingId, MoveId? Arrival, MoveId MoveId, ResourceId To, BookedInterval Time, BookingStatus Status) : IBookingEvent;

/// <summary>In the calendar moved from, in place of the decision: the move will not take place.</summary>
public sealed record MoveWithdrawn(MoveId MoveId, BookingId BookingId) : IDomainEvent;

/// <summary>In the calendar moved to: what was reserved is the booking's time.</summary>
/// <param name="Status">What it was when it left.</param>
public sealed record BookingMovedIn(BookingId BookingId, MoveId MoveId, BookingStatus Status) : IBookingEvent
{
    MoveId? IBookingEvent.Arrival => MoveId;
}

/// <summary>In the calendar moved to: what was reserved is free again.</summary>
public sealed record MoveReleased(BookingId BookingId, MoveId MoveId) : IBookingEvent
{
    MoveId? IBookingEvent.Arrival => MoveId;
}

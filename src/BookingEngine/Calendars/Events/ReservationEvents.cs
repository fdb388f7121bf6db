using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Calendars.Events;

/// <summary>A resource of a booking that takes several.</summary>
/// <param name="Need">The need of the service that it serves, counted from 0.</param>
public sealed record BookedResource(ResourceId ResourceId, int Need);

/// <summary>A service of a visit, and who gives it when.</summary>
public sealed record BookedSegment(ServiceId ServiceId, ResourceId ResourceId, Instant Start, Instant End, Duration BufferBefore, Duration BufferAfter)
{
    /// <summary>Those that the resource gives. Null for a booking that is no visit.</summary>
    internal static ImmutableArray<BookedSegment>? GivenBy(ResourceId resource, ImmutableArray<BookedSegment>? all) =>
        all?.RemoveAll(segment => segment.ResourceId != resource);

    /// <summary>The segments of a visit that moves by a time. Null for another booking.</summary>
    internal static ImmutableArray<BookedSegment>? Shifted(ImmutableArray<BookedSegment>? all, Duration by) =>
        all is { } segments ? [.. segments.Select(segment => segment with { Start = segment.Start + by, End = segment.End + by })] : null;
}

/// <summary>In the calendar of a participant: a time is reserved until the lead has decided. It is no event of a booking: the booking's events are in the
/// lead's calendar only.</summary>
/// <param name="DecisionId">Also the id of the lead's commit that decides.</param>
/// <param name="Lead">The resource whose calendar decides.</param>
/// <param name="Status">The status that the booking gets.</param>
/// <param name="Calendars">All participants.</param>
/// <param name="Deadline">The decision is not made later. The reservation lasts until it is known.</param>
public sealed record TimeReserved(
    MoveId DecisionId, BookingId BookingId, ResourceId Lead, UserId UserId, ServiceId ServiceId, int Quantity, BookingTerms Terms, BookingStatus Status,
    BookedInterval Time, bool IsOverride, ImmutableArray<ResourceId> Calendars, Instant Deadline) : IListedEvent
{
    /// <summary>For a hold: when it expires, once the lead has decided. Until then the reservation does not. Null for a booking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? Expires { get; init; }

    /// <summary>The decision may be as old as this, because an earlier attempt at the command may have made it. Null if it is not older than the
    /// reservation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? FirstAt { get; init; }

    /// <summary>For a visit: the segments that this resource gives. Only their time is taken. Null for another booking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookedSegment>? Segments { get; init; }

    /// <summary>The external calendars that the reservation was made on; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<UsedCalendar>? External { get; init; }
}

/// <summary>In the calendar of a participant: the lead has the booking, with this status. The reserved time is the booking's, and its earlier time here is
/// free.</summary>
public sealed record TimeKept(MoveId DecisionId, BookingId BookingId, ResourceId Lead, UserId UserId, ServiceId ServiceId, BookingStatus Status, Instant Start)
    : IListedEvent
{
    /// <summary>For a hold: when it expires. Null for a booking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? Expires { get; init; }
}

/// <summary>In the calendar of a participant: the time is free.</summary>
/// <param name="WasKept">False if it was only reserved.</param>
/// <param name="Status">The status of a booking that was called off; null if the booking does not take this time.</param>
public sealed record TimeReleased(MoveId DecisionId, BookingId BookingId, bool WasKept, BookingStatus? Status) : IListedEvent
{
    /// <summary>Whether it was a hold's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsHold { get; init; }
}

/// <summary>In the calendar of the lead, instead of the booking's event: the decision is no.</summary>
/// <param name="BookingId">Of a series: any of its bookings.</param>
public sealed record DecisionWithdrawn(MoveId DecisionId, BookingId BookingId) : IDomainEvent;

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;

namespace BookingEngine.Calendars.Events;

/// <summary>The rules of its zone have changed, and the booking has the instant that keeps its local time.</summary>
/// <param name="Time">With the newer version of the zone data.</param>
/// <param name="PreviousZoneData">The version by which it was agreed.</param>
public sealed record BookingRezoned(
    BookingId BookingId, MoveId? Arrival, BookedInterval Time, EarlierTime Previous, string PreviousZoneData) : ISeriesEvent
{
    /// <summary>Of the bookings of one customer that one run moves.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SeriesPart? Part { get; init; }

    /// <summary>For a booking of several resources: those that it keeps, and whose calendars move with this one's. Null for a booking of one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookedResource>? Resources { get; init; }

    /// <summary>The segments of a visit, in order; null for another booking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookedSegment>? Segments { get; init; }

    /// <summary>The decision over their calendars; null for a booking of one resource.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MoveId? DecisionId { get; init; }
}

/// <summary>The rules of its zone have changed, and the booking could not get the instant that keeps its local time. It stays where it is.</summary>
/// <param name="ZoneData">The version of the newer rules.</param>
/// <param name="Reason"><c>local_time_invalid</c>, <c>local_time_ambiguous</c>, <c>taken</c> or <c>notice</c>. Earlier versions
/// reported visits, which they did not move, as <c>several_resources</c>.</param>
public sealed record RezoneConflictFound(BookingId BookingId, MoveId? Arrival, string ZoneData, string Reason) : IBookingEvent, IListedEvent;

using System.Collections.Immutable;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Transfers;

/// <summary>A calendar that reserves time for a decision of another.</summary>
/// <param name="Reserve">Decides in that calendar.</param>
public sealed record Participant(ResourceId ResourceId, Func<Calendar, Decision> Reserve);

/// <summary>One act over several calendars: all of them take part, or none.</summary>
/// <param name="Id">Also the id of the lead's commit that decides.</param>
/// <param name="BookingId">The booking. For several bookings of a series: any of them.</param>
/// <param name="Lead">The resource whose calendar decides.</param>
/// <param name="Participants">They reserve time before the decision.</param>
/// <param name="Decide">Decides in the lead's calendar.</param>
/// <param name="Withdrawal">What the lead records instead if the act does not take place.</param>
public sealed record JointAct(
    MoveId Id, BookingId BookingId, ResourceId Lead, ImmutableArray<Participant> Participants, Func<Calendar, Decision> Decide, IDomainEvent Withdrawal)
{
    /// <summary>Whether it is about several bookings of the series.</summary>
    public bool IsOfSeries { get; init; }

    /// <summary>Calendars that reserve nothing, and have nothing to do with the booking after the decision.</summary>
    public ImmutableArray<ResourceId> Leaving { get; init; } = [];

    /// <summary>In the order of their streams' names. All acts reserve in this order, so that of rivals one always succeeds: the one that has got furthest.</summary>
    internal ImmutableArray<Participant> InOrder => Participants.Sort((one, other) => string.CompareOrdinal(one.ResourceId.Value, other.ResourceId.Value));

    /// <summary>Null if the lead is the only calendar.</summary>
    internal Transfer? Transfer => Transfer.Of(Id, BookingId, [.. InOrder.Select(p => p.ResourceId), .. Leaving]) is { } transfer ? transfer with { IsOfSeries = IsOfSeries } : null;

    /// <summary>Whether another act is about one of these bookings.</summary>
    internal bool IsAboutSame(Transfer other) => BookingId == other.BookingId || ((IsOfSeries || other.IsOfSeries) && SeriesId.Of(BookingId) is { } series && series == SeriesId.Of(other.BookingId));
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>What ties an entry of a calendar to the other calendars of a booking of several resources.</summary>
/// <param name="BookingId">The booking. A reservation has another id in the calendar.</param>
/// <param name="DecisionId">The decision that gave the booking its present time and resources, or that a reservation waits for.</param>
public sealed record SharedBooking(BookingId BookingId, MoveId DecisionId)
{
    /// <summary>In a participant's calendar: the resource whose calendar has the booking. Null in the lead's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ResourceId? Lead { get; init; }

    /// <summary>In the lead's calendar: all resources of the booking. Null in a participant's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookedResource>? Resources { get; init; }

    /// <summary>In the lead's calendar: the resources that the booking had before, whose calendars may not know yet. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<ResourceId>? Former { get; init; }

    /// <summary>When the booking left them; null if there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? FormerSince { get; init; }

    /// <inheritdoc cref="TimeReserved.FirstAt"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? FirstAt { get; init; }

    /// <inheritdoc cref="TimeReserved.Expires"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? Expires { get; init; }

    /// <summary>For a visit: in the lead's calendar all its segments, in a participant's those that it gives. Null for another booking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookedSegment>? Segments { get; init; }

    /// <summary>The resource of this calendar. Of a booking that is no visit: only in the lead's calendar, after the booking has left that resource. Otherwise
    /// null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ResourceId? At { get; init; }

    /// <summary>The segments whose time is taken here. Empty for a booking that is no visit: it takes its whole time.</summary>
    internal ImmutableArray<BookedSegment> OwnSegments => At is { } own ? BookedSegment.GivenBy(own, Segments) ?? [] : [];

    /// <summary>Whether this calendar decides about the booking, but its resource does not take part any more.</summary>
    internal bool IsElsewhere => Lead is null && At is { } own && Resources is { } all && all.All(resource => resource.ResourceId != own);

    /// <summary>The id of the booking's reservation in a participant's calendar, beside the time that the booking may have there.</summary>
    public static Guid ReservationOf(BookingId booking) => new CommitId(booking.Value).Derive("reservation");

    /// <summary>Null for a booking of one resource.</summary>
    internal static SharedBooking? Of(BookingMade e, ResourceId at) =>
        e.DecisionId is { } decision ? new SharedBooking(e.BookingId, decision) { Resources = e.Resources }.With(e.Segments, at) : null;

    /// <inheritdoc cref="Of(BookingMade, ResourceId)"/>
    internal static SharedBooking? Of(HoldPlaced e, ResourceId at) =>
        e.DecisionId is { } decision ? new SharedBooking(new BookingId(e.HoldId), decision) { Resources = e.Resources }.With(e.Segments, at) : null;

    /// <summary>After the booking was moved.</summary>
    /// <param name="resource">Of this calendar.</param>
    internal static SharedBooking? After(SharedBooking? before, BookingRescheduled e, Instant at, ResourceId resource)
    {
        if (e.DecisionId is not { } decision)
        {
            return before;
        }

        var former = FormerOf(before, e.Resources ?? []);
        return new(e.BookingId, decision)
        {
            Resources = e.Resources,
            Segments = e.Segments,
            At = e.Segments is not null || HasLeft(before, e, resource) ? resource : null,
            Former = former.IsEmpty ? null : former,
            FormerSince = former.IsEmpty ? null : at,
        };
    }

    internal SharedBooking With(ImmutableArray<BookedSegment>? segments, ResourceId at) => segments is null ? this : this with { Segments = segments, At = at };

    /// <summary>Whether both are of the same decision. The segments follow from it.</summary>
    internal bool IsOf(SharedBooking other) => this with { Segments = null } == other with { Segments = null };

    /// <summary>The other calendars that know the booking, or may know it.</summary>
    internal ImmutableArray<ResourceId> CalendarsBeside(ResourceId lead) =>
        [.. (Resources ?? []).Select(r => r.ResourceId).Concat(Former ?? []).Where(r => r != lead).Distinct()];

    private static bool HasLeft(SharedBooking? before, BookingRescheduled e, ResourceId resource) =>
        !Has(e.Resources, resource) && (before is { At: not null } || Has(before?.Resources, resource));

    private static bool Has(ImmutableArray<BookedResource>? resources, ResourceId resource) => resources?.Any(r => r.ResourceId == resource) is true;

    private static ImmutableArray<ResourceId> FormerOf(SharedBooking? before, ImmutableArray<BookedResource> now) =>
        [.. (before?.Resources ?? []).Select(r => r.ResourceId).Concat(before?.Former ?? []).Distinct().Where(r => now.All(n => n.ResourceId != r))];
}

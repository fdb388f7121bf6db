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

    /// <summary>The id of the booking's reservation in a participant's calendar, beside the time that the booking may have there.</summary>
    public static Guid ReservationOf(BookingId booking) => new CommitId(booking.Value).Derive("reservation");

    /// <summary>Null for a booking of one resource.</summary>
    internal static SharedBooking? Of(BookingMade e) =>
        e.DecisionId is { } decision ? new(e.BookingId, decision) { Resources = e.Resources } : null;

    /// <inheritdoc cref="Of(BookingMade)"/>
    internal static SharedBooking? Of(HoldPlaced e) =>
        e.DecisionId is { } decision ? new(new BookingId(e.HoldId), decision) { Resources = e.Resources } : null;

    /// <summary>After the booking was moved.</summary>
    internal static SharedBooking? After(SharedBooking? before, BookingRescheduled e, Instant at)
    {
        if (e.DecisionId is not { } decision)
        {
            return before;
        }

        var former = FormerOf(before, e.Resources ?? []);
        return new(e.BookingId, decision)
        {
            Resources = e.Resources,
            Former = former.IsEmpty ? null : former,
            FormerSince = former.IsEmpty ? null : at,
        };
    }

    /// <summary>The other calendars that know the booking, or may know it.</summary>
    internal ImmutableArray<ResourceId> CalendarsBeside(ResourceId lead) =>
        [.. (Resources ?? []).Select(r => r.ResourceId).Concat(Former ?? []).Where(r => r != lead).Distinct()];

    private static ImmutableArray<ResourceId> FormerOf(SharedBooking? before, ImmutableArray<BookedResource> now) =>
        [.. (before?.Resources ?? []).Select(r => r.ResourceId).Concat(before?.Former ?? []).Distinct().Where(r => now.All(n => n.ResourceId != r))];
}

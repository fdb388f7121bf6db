using System.Collections.Immutable;
using BookingEngine.Slots;
using BookingEngine.Slots.Needs;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Availability;

/// <summary>The resources that can give the requested service, as the store has them now.</summary>
/// <param name="Calendars">At least one, in the order of the service.</param>
/// <param name="RequestedZone">The zone of dates and offsets; null for <see cref="ZoneFrom"/>.</param>
public sealed record Candidates(SlotQuery Query, ImmutableArray<ResourceOccupancy> Calendars, DateTimeZone? RequestedZone)
{
    /// <summary>How a booking of several resources is made of them; null for a service that takes one.</summary>
    public NeedPlan? Plan { get; init; }

    /// <summary>The zone of dates and offsets in a range: without a requested one, that of the place where the first resource stands when
    /// the range begins.</summary>
    public DateTimeZone ZoneFrom(RangeBound from) => RequestedZone ?? from.StretchOf(Calendars[0].Zones).Zone;

    /// <summary>All starts in the range that can be booked.</summary>
    /// <param name="query">With the use of the service in the range.</param>
    /// <param name="to">Excluded.</param>
    public ImmutableArray<OfferedSlot> Offers(SlotQuery query, Instant from, Instant to, CancellationToken cancellation) => Plan is null
        ? SlotSearch.Offers(query, Calendars, from, to, cancellation)
        : OfSeveral(query, NeedSearch.Offers(query, Plan, from, to, cancellation));

    /// <summary>The first starts in the range that can be booked.</summary>
    /// <inheritdoc cref="Offers"/>
    public ImmutableArray<OfferedSlot> Next(SlotQuery query, Instant from, Instant to, int count, CancellationToken cancellation) => Plan is null
        ? SlotSearch.Next(query, Calendars, from, to, count, cancellation)
        : OfSeveral(query, NeedSearch.Next(query, Plan, from, to, count, cancellation));

    /// <summary>All starts on the grids in the range that cannot be booked. For several resources: those of the first need's.</summary>
    /// <inheritdoc cref="Offers"/>
    public ImmutableArray<RefusedStart> Explain(SlotQuery query, Instant from, Instant to, CancellationToken cancellation) => Plan is null
        ? SlotSearch.Explain(query, Calendars, from, to, cancellation)
        : NeedSearch.Explain(query, Plan, from, to, cancellation);

    private ImmutableArray<OfferedSlot> OfSeveral(SlotQuery query, ImmutableArray<NeedSlot> slots) =>
        [.. slots.Select(slot => new OfferedSlot(slot.Start, slot.Start + query.Service.Duration, slot.Resources, 1) { Needs = Plan!.Needs, Visit = Plan.Visit ?? default })];
}

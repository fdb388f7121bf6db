using BookingEngine.Catalogue;
using BookingEngine.Slots.Occupied;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>A resource with the bookings and holds that take its time.</summary>
/// <param name="Zone">The zone of its location.</param>
public sealed record ResourceOccupancy(Resource Resource, DateTimeZone Zone, Occupancy Occupied)
{
    // Longer than a zone's offset differs from UTC.
    private static readonly long Day = Duration.FromDays(1).BclCompatibleTicks;

    /// <summary>The use of the resource's booking limits; null if it has none.</summary>
    internal PeriodUse? UseAt(Instant now) =>
        Resource.BookingLimits is { } limits ? new PeriodUse(limits, (period, firstDay) => CountedIn(firstDay, period.LastDay(firstDay), now)) : null;

    private IEnumerable<CountedTime> CountedIn(LocalDate first, LocalDate last, Instant now)
    {
        var (from, until) = (SlotRange.Ticks(first.AtMidnight().InUtc().ToInstant()) - Day, SlotRange.Ticks(last.AtMidnight().InUtc().ToInstant()) + Day + Day);
        return Occupied.Between(from, until)
            .Where(entry => !(entry.Expires <= now))
            .Select(entry => CountedTime.Of(entry, entry.Start.InZone(Zone).Date, entry.ServiceId.Value))
            .Where(counted => first <= counted.Day && counted.Day <= last);
    }
}

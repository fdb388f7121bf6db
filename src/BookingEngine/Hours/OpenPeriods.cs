using System.Collections.Immutable;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Hours;

/// <summary>A period in which a resource is open without a break. The end is excluded.</summary>
/// <param name="GridStarts">The starts of its declared intervals; each begins a grid of its own. The first may be before the period, if the
/// requested range begins later.</param>
public sealed record OpenPeriod(Instant Start, Instant End, ImmutableArray<Instant> GridStarts);

public static class OpenPeriods
{
    /// <summary>Where a resource is at an instant: the place whose hours run then, else the one that began last.</summary>
    public static ZoneStretch PlaceAt(OpeningHours hours, ZoneSchedule zones, Instant instant) => SlotRange.Ticks(instant) is var ticks && zones.IsConstant
        ? zones.At(ticks)
        : OpeningIntervals.Between(hours, zones, ticks, ticks).StretchAt(ticks);

    /// <summary>The periods within the range, by start. They depend only on the location's zone, not on who asks.</summary>
    public static ImmutableArray<OpenPeriod> Between(OpeningHours hours, DateTimeZone zone, Instant from, Instant to) =>
        Between(hours, ZoneSchedule.Of(zone), from, to);

    /// <inheritdoc cref="Between(OpeningHours, DateTimeZone, Instant, Instant)"/>
    public static ImmutableArray<OpenPeriod> Between(OpeningHours hours, ZoneSchedule zones, Instant from, Instant to)
    {
        var (begin, end) = (SlotRange.Ticks(from), SlotRange.Ticks(to));
        return begin >= end ? [] :
        [
            .. OpeningIntervals.Between(hours, zones, begin, end).All
                .GroupBy(opening => opening.OpenUntil)
                .Select(period => Cut([.. period], begin, end))
                .Where(period => period.Start < period.End),
        ];
    }

    private static OpenPeriod Cut(OpeningInterval[] joined, long from, long to) => new(
        Instant.FromUnixTimeTicks(Math.Max(from, joined[0].Start)),
        Instant.FromUnixTimeTicks(Math.Min(to, joined[0].OpenUntil)),
        [.. joined.Where(o => o.End > from && o.Start < to).Select(o => Instant.FromUnixTimeTicks(o.Start))]);
}

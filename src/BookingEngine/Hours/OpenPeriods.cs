using System.Collections.Immutable;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Hours;

/// <summary>When a resource is open without a break, half-open.</summary>
/// <param name="GridStarts">Where its declared intervals begin, each with a grid of its own; the first may lie before the span where the
/// range that was asked for begins later.</param>
public sealed record OpenPeriod(Instant Start, Instant End, ImmutableArray<Instant> GridStarts);

public static class OpenPeriods
{
    /// <summary>The spans in the range, cut at its ends, by start. The same for whoever looks: only the location's zone matters.</summary>
    public static ImmutableArray<OpenPeriod> Between(OpeningHours hours, DateTimeZone zone, Instant from, Instant to)
    {
        var (begin, end) = (SlotRange.Ticks(from), SlotRange.Ticks(to));
        return begin >= end ? [] :
        [
            .. OpeningIntervals.Between(hours, zone, begin, end).All
                .GroupBy(opening => opening.OpenUntil)
                .Select(span => Cut([.. span], begin, end))
                .Where(span => span.Start < span.End),
        ];
    }

    private static OpenPeriod Cut(OpeningInterval[] joined, long from, long to) => new(
        Instant.FromUnixTimeTicks(Math.Max(from, joined[0].Start)),
        Instant.FromUnixTimeTicks(Math.Min(to, joined[0].OpenUntil)),
        [.. joined.Where(o => o.End > from && o.Start < to).Select(o => Instant.FromUnixTimeTicks(o.Start))]);
}

using System.Collections.Immutable;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>Finds the starts that can be booked. It decides each like <see cref="SlotCheck"/>.</summary>
public static class SlotSearch
{
    /// <summary>How many starts <see cref="Next"/> looks at before it gives up, so that its time is bounded where nothing is free.</summary>
    public const int MaximumExamined = 2_000_000;

    // Of one stride, so that its memory is bounded.
    private const int MaximumPerStride = 50_000;
    private const int CheckedAtOnce = 1_024;
    private static readonly Duration ShortestStride = Duration.FromHours(1);

    /// <summary>The first and the longest range that <see cref="Next"/> searches at once.</summary>
    internal static readonly Duration FirstStride = Duration.FromDays(2), LongestStride = Duration.FromDays(32);

    /// <summary>All starts in the range that can be booked, rising, without duplicates.</summary>
    /// <param name="to">Excluded.</param>
    public static ImmutableArray<OfferedSlot> Offers(
        SlotQuery query, IReadOnlyList<ResourceOccupancy> calendars, Instant from, Instant to, CancellationToken cancellation = default) =>
        Offers(query, calendars, from, to, cancellation, out _);

    /// <summary>All starts on the grids in the range that cannot be booked, with the reason, by resource and start. Omits resources that do
    /// not give the service, or no longer.</summary>
    public static ImmutableArray<RefusedStart> Explain(
        SlotQuery query, IReadOnlyList<ResourceOccupancy> calendars, Instant from, Instant to, CancellationToken cancellation = default)
    {
        var refused = ImmutableArray.CreateBuilder<RefusedStart>();
        foreach (var calendar in calendars)
        {
            var (rules, starts) = Grid(query, calendar, from, to);
            foreach (var (index, start) in starts.Index())
            {
                StopIfLeft(index, cancellation);
                if (rules!.UnavailabilityOnGrid(start, out _) is { } unavailability)
                {
                    refused.Add(new(Instant.FromUnixTimeTicks(start), calendar.Resource.Id, unavailability));
                }
            }
        }

        return refused.ToImmutable();
    }

    /// <summary>The first <paramref name="count"/> starts in the range that can be booked; fewer if there are fewer, or if
    /// <see cref="MaximumExamined"/> starts have no more.</summary>
    public static ImmutableArray<OfferedSlot> Next(
        SlotQuery query, IReadOnlyList<ResourceOccupancy> calendars, Instant from, Instant to, int count, CancellationToken cancellation = default)
    {
        var found = ImmutableArray.CreateBuilder<OfferedSlot>();
        var examined = 0L;
        for (var stride = FirstStride; from < to && found.Count < count && examined < MaximumExamined; stride = Duration.Min(stride + stride, LongestStride))
        {
            stride = Bounded(stride, query, calendars, from);
            var until = to - from > stride ? from + stride : to;
            found.AddRange(Offers(query, calendars, from, until, cancellation, out var starts));
            (from, examined) = (until, examined + starts);
        }

        return [.. found.Take(count)];
    }

    /// <summary>A stride with not too many starts.</summary>
    internal static Duration Bounded(Duration stride, SlotQuery query, IReadOnlyList<ResourceOccupancy> calendars, Instant from)
    {
        while (stride > ShortestStride && SearchSize.IsOver(MaximumPerStride, query, calendars, from, from + stride))
        {
            stride /= 2;
        }

        return stride;
    }

    /// <param name="examined">How many starts it looked at.</param>
    private static ImmutableArray<OfferedSlot> Offers(
        SlotQuery query, IReadOnlyList<ResourceOccupancy> calendars, Instant from, Instant to, CancellationToken cancellation, out long examined)
    {
        var offers = new OffersByStart(query.Service.Duration);
        examined = 0;
        foreach (var calendar in calendars)
        {
            var (rules, starts) = Grid(query, calendar, from, to);
            var offered = new ResourceStarts(calendar.Resource.Id, starts.Count);
            for (var i = 0; i < starts.Count; i++)
            {
                StopIfLeft(i, cancellation);
                if (rules!.UnavailabilityOnGrid(starts[i], out var places) is null)
                {
                    offered.Starts.Add((starts[i], places));
                }
            }

            examined += starts.Count;
            offers.Add(offered);
        }

        return offers.Merge();
    }

    private static void StopIfLeft(int index, CancellationToken cancellation)
    {
        if (index % CheckedAtOnce == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The starts on the grids in the range, and the rules for them. Null if no start is possible.</summary>
    private static (SlotRules? Rules, List<long> Starts) Grid(SlotQuery query, ResourceOccupancy calendar, Instant from, Instant to)
    {
        var (begin, end) = (SlotRange.Ticks(from), SlotRange.Ticks(to));
        if (begin >= end || query.UnavailabilityOf(calendar.Resource) is not null)
        {
            return (null, []);
        }

        var rules = SlotRules.Of(query, calendar, begin, end);
        return (rules, rules.GridStarts(begin, end));
    }
}

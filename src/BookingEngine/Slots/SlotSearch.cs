using System.Collections.Immutable;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>Which starts can be booked. Judges each as <see cref="SlotCheck"/> does.</summary>
public static class SlotSearch
{
    private static readonly Duration FirstStride = Duration.FromDays(2), LongestStride = Duration.FromDays(32);

    /// <summary>Every start in the range that can be booked, rising, each once.</summary>
    /// <param name="to">Excluded.</param>
    public static ImmutableArray<OfferedSlot> Offers(
        SlotQuery terms, IReadOnlyList<ResourceOccupancy> calendars, Instant from, Instant to)
    {
        var offers = new OffersByStart(terms.Service.Duration);
        foreach (var calendar in calendars)
        {
            var (judge, starts) = Grid(terms, calendar, from, to);
            var offered = new ResourceStarts(calendar.Resource.Id, starts.Count);
            foreach (var start in starts)
            {
                if (judge!.UnavailabilityAt(start, out var places) is null)
                {
                    offered.Starts.Add((start, places));
                }
            }

            offers.Add(offered);
        }

        return offers.Merge();
    }

    /// <summary>Every start on the grids in the range that cannot be booked, with the reason, by resource and start. Resources that do not give
    /// the service, or no longer, have none.</summary>
    public static ImmutableArray<RefusedStart> Explain(
        SlotQuery terms, IReadOnlyList<ResourceOccupancy> calendars, Instant from, Instant to)
    {
        var refused = ImmutableArray.CreateBuilder<RefusedStart>();
        foreach (var calendar in calendars)
        {
            var (judge, starts) = Grid(terms, calendar, from, to);
            foreach (var start in starts)
            {
                if (judge!.UnavailabilityAt(start, out _) is { } unavailability)
                {
                    refused.Add(new(Instant.FromUnixTimeTicks(start), calendar.Resource.Id, unavailability));
                }
            }
        }

        return refused.ToImmutable();
    }

    /// <summary>The first so many starts in the range that can be booked; fewer where it has fewer.</summary>
    public static ImmutableArray<OfferedSlot> Next(
        SlotQuery terms, IReadOnlyList<ResourceOccupancy> calendars, Instant from, Instant to, int count)
    {
        var found = ImmutableArray.CreateBuilder<OfferedSlot>();
        for (var stride = FirstStride; from < to && found.Count < count; stride = Duration.Min(stride + stride, LongestStride))
        {
            var until = to - from > stride ? from + stride : to;
            found.AddRange(Offers(terms, calendars, from, until));
            from = until;
        }

        return [.. found.Take(count)];
    }

    /// <summary>The starts on the grids in the range and who judges them: nobody where there are none.</summary>
    private static (SlotRules? Judge, List<long> Starts) Grid(SlotQuery terms, ResourceOccupancy calendar, Instant from, Instant to)
    {
        var (begin, end) = (SlotRange.Ticks(from), SlotRange.Ticks(to));
        if (begin >= end || terms.UnavailabilityOf(calendar.Resource) is not null)
        {
            return (null, []);
        }

        var judge = SlotRules.Of(terms, calendar, begin, end);
        return (judge, judge.GridStarts(begin, end));
    }
}

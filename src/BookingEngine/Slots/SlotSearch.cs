using System.Collections.Immutable;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>Finds the starts that can be booked. It decides each like <see cref="SlotCheck"/>.</summary>
public static class SlotSearch
{
    private static readonly Duration FirstStride = Duration.FromDays(2), LongestStride = Duration.FromDays(32);

    /// <summary>All starts in the range that can be booked, rising, without duplicates.</summary>
    /// <param name="to">Excluded.</param>
    public static ImmutableArray<OfferedSlot> Offers(
        SlotQuery query, IReadOnlyList<ResourceOccupancy> calendars, Instant from, Instant to)
    {
        var offers = new OffersByStart(query.Service.Duration);
        foreach (var calendar in calendars)
        {
            var (rules, starts) = Grid(query, calendar, from, to);
            var offered = new ResourceStarts(calendar.Resource.Id, starts.Count);
            foreach (var start in starts)
            {
                if (rules!.UnavailabilityAt(start, out var places) is null)
                {
                    offered.Starts.Add((start, places));
                }
            }

            offers.Add(offered);
        }

        return offers.Merge();
    }

    /// <summary>All starts on the grids in the range that cannot be booked, with the reason, by resource and start. Omits resources that do
    /// not give the service, or no longer.</summary>
    public static ImmutableArray<RefusedStart> Explain(
        SlotQuery query, IReadOnlyList<ResourceOccupancy> calendars, Instant from, Instant to)
    {
        var refused = ImmutableArray.CreateBuilder<RefusedStart>();
        foreach (var calendar in calendars)
        {
            var (rules, starts) = Grid(query, calendar, from, to);
            foreach (var start in starts)
            {
                if (rules!.UnavailabilityAt(start, out _) is { } unavailability)
                {
                    refused.Add(new(Instant.FromUnixTimeTicks(start), calendar.Resource.Id, unavailability));
                }
            }
        }

        return refused.ToImmutable();
    }

    /// <summary>The first <paramref name="count"/> starts in the range that can be booked; fewer if there are fewer.</summary>
    public static ImmutableArray<OfferedSlot> Next(
        SlotQuery query, IReadOnlyList<ResourceOccupancy> calendars, Instant from, Instant to, int count)
    {
        var found = ImmutableArray.CreateBuilder<OfferedSlot>();
        for (var stride = FirstStride; from < to && found.Count < count; stride = Duration.Min(stride + stride, LongestStride))
        {
            var until = to - from > stride ? from + stride : to;
            found.AddRange(Offers(query, calendars, from, until));
            from = until;
        }

        return [.. found.Take(count)];
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

using BookingEngine.Hours;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>How much a search has to do: the starts on the grids of all its resources. It is counted from the hours, before anything is searched.</summary>
public static class SearchSize
{
    /// <summary>The most starts that one search may look at.</summary>
    public const int Maximum = 200_000;

    public static readonly Refusal TooLarge = new(
        RefusalKind.Rule, "range_too_large",
        $"The range has more than {Maximum} starts on all resources together. Choose an earlier `to`, or one resource with `resource_id`.");

    /// <summary>Whether there are more starts than <paramref name="maximum"/>.</summary>
    public static bool IsOver(int maximum, SlotQuery query, IReadOnlyList<ResourceOccupancy> calendars, Instant from, Instant to)
    {
        // Hours are whole minutes, and a start is at most once a minute, so a short range needs no count.
        var (begin, end) = (SlotRange.Ticks(from), SlotRange.Ticks(to));
        if (((end - begin) / NodaConstants.TicksPerMinute + 1) * calendars.Count <= maximum)
        {
            return false;
        }

        var count = 0L;
        foreach (var calendar in calendars)
        {
            count += CountOf(query, calendar, begin, end);
            if (count > maximum)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number of starts on the grids of all the calendars.</summary>
    public static long CountOf(SlotQuery query, IReadOnlyList<ResourceOccupancy> calendars, Instant from, Instant to)
    {
        var (begin, end) = (SlotRange.Ticks(from), SlotRange.Ticks(to));
        return calendars.Sum(calendar => CountOf(query, calendar, begin, end));
    }

    private static long CountOf(SlotQuery query, ResourceOccupancy calendar, long begin, long end) => query.UnavailabilityOf(calendar.Resource) is not null ? 0
        : OpeningIntervals.Between(calendar.Resource.Hours, calendar.Zones, begin, end).CountGridStarts(query.Service.SlotInterval.BclCompatibleTicks, begin, end);
}

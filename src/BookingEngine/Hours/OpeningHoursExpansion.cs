using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Hours;

/// <summary>Expands opening hours in local time to instants.</summary>
internal static class OpeningHoursExpansion
{
    /// <summary>The intervals that overlap the range, by start. They are not joined yet.</summary>
    public static List<OpeningInterval> Between(OpeningHours hours, ZoneSchedule zones, long from, long to)
    {
        // Local dates differ from UTC's by up to a day, and an interval may begin the evening before.
        var dates = new OpeningHoursByDate(hours, DayOf(from) - 2, DayOf(to) + 1);
        List<OpeningInterval> openings = new(2 * (dates.Last - dates.First + 1));
        var (stretch, clock) = ((ZoneStretch?)null, (WallClock?)null);
        for (var day = dates.First; day <= dates.Last; day++)
        {
            if (zones.On(day) is var current && current != stretch)
            {
                (stretch, clock) = (current, new WallClock(current.Zone));
            }

            AddDay(day, dates, current, clock!, openings);
        }

        if (!zones.IsConstant)
        {
            CutWhereNextPlaceOpens(openings);
        }

        openings.RemoveAll(opening => opening.End < from || opening.Start > to);
        return openings;
    }

    private static void AddDay(int day, OpeningHoursByDate dates, ZoneStretch stretch, WallClock clock, List<OpeningInterval> openings)
    {
        // An override replaces its whole date: the evening before does not reach into it. Nor does it reach into a date at another place.
        var cut = dates.IsOverridden(day + 1) ? Math.Min(stretch.End, clock.BeginOf(day + 1, 0)) : stretch.End;
        foreach (var interval in dates.On(day))
        {
            var start = clock.BeginOf(day, interval.Start.Minutes);
            var end = Math.Min(cut, clock.EndOf(interval.EndsNextDay ? day + 1 : day, interval.End.Minutes));
            if (start < end)
            {
                Insert(openings, new OpeningInterval(start, end, end, stretch));
            }
        }
    }

    // Nobody is at two places: when the place of a later date opens, that of an earlier date closes.
    private static void CutWhereNextPlaceOpens(List<OpeningInterval> openings)
    {
        foreach (var first in openings.GroupBy(opening => opening.Stretch).Select(stretch => stretch.First()).ToList())
        {
            for (var i = openings.Count - 1; i >= 0; i--)
            {
                if (openings[i].Stretch.FirstDay < first.Stretch.FirstDay && openings[i].End > first.Start)
                {
                    openings[i] = openings[i] with { End = first.Start, OpenUntil = first.Start };
                }
            }
        }

        openings.RemoveAll(opening => opening.Start >= opening.End);
    }

    // Nearly always appends. A day's intervals may be declared in any order.
    private static void Insert(List<OpeningInterval> openings, OpeningInterval opening)
    {
        var index = openings.Count;
        while (index > 0 && openings[index - 1].Start > opening.Start)
        {
            index--;
        }

        openings.Insert(index, opening);
    }

    // Rounds down, also before 1970.
    private static int DayOf(long ticks) => (int)((ticks - (ticks < 0 ? NodaConstants.TicksPerDay - 1 : 0)) / NodaConstants.TicksPerDay);
}

using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Hours;

/// <summary>Expands opening hours in local time to instants.</summary>
internal static class OpeningHoursExpansion
{
    /// <summary>The intervals that overlap the range, by start. They are not joined yet.</summary>
    public static List<OpeningInterval> Between(OpeningHours hours, DateTimeZone zone, long from, long to)
    {
        // Local dates differ from UTC's by up to a day, and an interval may begin the evening before.
        var dates = new OpeningHoursByDate(hours, DayOf(from) - 2, DayOf(to) + 1);
        var clock = new WallClock(zone);
        List<OpeningInterval> openings = new(2 * (dates.Last - dates.First + 1));
        for (var day = dates.First; day <= dates.Last; day++)
        {
            AddDay(day, dates, clock, openings);
        }

        openings.RemoveAll(opening => opening.End < from || opening.Start > to);
        return openings;
    }

    private static void AddDay(int day, OpeningHoursByDate dates, WallClock clock, List<OpeningInterval> openings)
    {
        // An override replaces its whole date: the evening before does not reach into it.
        var cut = dates.IsOverridden(day + 1) ? clock.BeginOf(day + 1, 0) : long.MaxValue;
        foreach (var interval in dates.On(day))
        {
            var start = clock.BeginOf(day, interval.Start.Minutes);
            var end = Math.Min(cut, clock.EndOf(interval.EndsNextDay ? day + 1 : day, interval.End.Minutes));
            if (start < end)
            {
                Insert(openings, new OpeningInterval(start, end, end));
            }
        }
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

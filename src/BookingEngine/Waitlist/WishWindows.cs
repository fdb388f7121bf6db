using BookingEngine.Hours;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Waitlist;

/// <summary>When a wish can be met, so that a search leaves out the rest of its range.</summary>
public static class WishWindows
{
    private const int MinutesOfDay = 24 * 60;

    extension(Wish wish)
    {
        /// <summary>Whether the range has such weekdays and times after <paramref name="now"/>.</summary>
        public bool IsPossibleAfter(Instant now) => wish.Windows(Instant.Max(now, wish.From), wish.To).Any();

        /// <summary>All times in the range that meet the wish, rising. They do not overlap. On a day when clocks change they may be longer.</summary>
        public IEnumerable<(Instant From, Instant To)> Windows(Instant from, Instant to)
        {
            var windows = wish.Weekdays.IsEmpty && wish.Times.IsEmpty ? [(from, to)] : OfDays(wish, from, to);
            return Merged(windows.Select(window => (From: Instant.Max(window.From, from), To: Instant.Min(window.To, to))).Where(window => window.From < window.To));
        }
    }

    private static IEnumerable<(Instant From, Instant To)> Merged(IEnumerable<(Instant From, Instant To)> windows)
    {
        (Instant From, Instant To)? last = null;
        foreach (var next in windows)
        {
            if (last is { } open && open.To < next.From)
            {
                yield return open;
                last = null;
            }

            last = last is { } longer ? (longer.From, Instant.Max(longer.To, next.To)) : next;
        }

        if (last is { } end)
        {
            yield return end;
        }
    }

    private static IEnumerable<(Instant From, Instant To)> OfDays(Wish wish, Instant from, Instant to)
    {
        var (zone, times) = (ZoneData.Zones[wish.TimeZone], TimesOf(wish));
        var date = from.InZone(zone).Date;
        for (var begin = LocalTimes.StartOf(date, zone); begin < to; date = date.PlusDays(1))
        {
            var end = LocalTimes.StartOf(date.PlusDays(1), zone);
            if (wish.Weekdays.IsEmpty || wish.Weekdays.Contains(date.DayOfWeek))
            {
                foreach (var (first, last) in IsPlain(zone, begin, end) ? times : [(0, MinutesOfDay)])
                {
                    yield return (begin + Duration.FromMinutes(first), last == MinutesOfDay ? end : begin + Duration.FromMinutes(last));
                }
            }

            begin = end;
        }
    }

    // An interval over midnight has parts on each date.
    private static IReadOnlyList<(int First, int Last)> TimesOf(Wish wish) => wish.Times.IsEmpty ? [(0, MinutesOfDay)]
        :
        [
            .. wish.Times.SelectMany<HoursInterval, (int First, int Last)>(time => time.EndsNextDay
                ? [(0, time.End.Minutes), (time.Start.Minutes, MinutesOfDay)]
                : [(time.Start.Minutes, time.End.Minutes)]).Order(),
        ];

    private static bool IsPlain(DateTimeZone zone, Instant begin, Instant end) =>
        end - begin == Duration.FromDays(1) && zone.GetZoneInterval(begin) is var interval && (!interval.HasEnd || interval.End >= end);
}

using System.Collections.Immutable;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Hours;

/// <summary>An invalid interval, and the reason.</summary>
/// <param name="Weekday">0 for Monday to 6 for Sunday; null for an override.</param>
/// <param name="Override">The index of its override; null for a week.</param>
/// <param name="Interval">Its index in its day's list.</param>
/// <param name="Text">The rule that it breaks, as the end of a sentence that begins with its name.</param>
public sealed record HoursError(int? Weekday, int? Override, int Interval, string Text)
{
    /// <summary>The index of its season; null for the usual week and for an override.</summary>
    public int? Season { get; init; }
}

/// <summary>Checks that intervals do not overlap, including those that run past midnight. They may touch. An override ends the evening
/// before at midnight, but its own intervals may reach into the next day. Each week is valid by itself, and where one follows on
/// another.</summary>
public static class OpeningHoursRules
{
    public const string Zero = "must not end when it starts. Use 24:00 for the end of a day";
    public const string StartsAtTheEnd = "must not start at 24:00. Use 00:00 of the next day";
    public const string Overlaps = "must not overlap another interval";
    public const string OverlapsEvening = "must not overlap an interval of the day before";
    public const string OverlapsMorning = "must not overlap an interval of the day after";
    private const int Days = 7;

    public static IEnumerable<HoursError> Check(OpeningHours hours) =>
    [
        .. CheckWeek(hours.Weekly),
        .. SeasonsOf(hours).SelectMany((season, i) => CheckWeek(season.Weekly).Select(error => error with { Season = i })),
        .. CheckOverrides(hours),
        .. CheckSeasons(hours),
    ];

    private static ImmutableArray<SeasonalHours> SeasonsOf(OpeningHours hours) => hours.Seasons ?? [];

    private static IEnumerable<HoursError> CheckWeek(ImmutableArray<ImmutableArray<HoursInterval>> week)
    {
        for (var day = 0; day < Days; day++)
        {
            var tail = TailOf(week[(day + Days - 1) % Days]);
            foreach (var (index, text) in CheckDay(week[day], tail))
            {
                yield return new HoursError(day, null, index, text);
            }
        }
    }

    private static IEnumerable<HoursError> CheckOverrides(OpeningHours hours)
    {
        var dates = DatesOf(hours);
        for (var i = 0; i < hours.Overrides.Length; i++)
        {
            var (date, intervals) = hours.Overrides[i];
            foreach (var (index, text) in CheckDay(intervals, tail: 0))
            {
                yield return new HoursError(null, i, index, text);
            }

            var next = date.PlusDays(1);
            if (!dates.Contains(next) && ReachesInto(intervals, DayOf(hours.WeekOf(next), next)))
            {
                yield return new HoursError(null, i, IndexOfTail(intervals), OverlapsMorning);
            }
        }
    }

    /// <summary>The evenings before a season begins, and before it ends.</summary>
    private static IEnumerable<HoursError> CheckSeasons(OpeningHours hours)
    {
        var (dates, seasons) = (DatesOf(hours), SeasonsOf(hours));
        for (var i = 0; i < seasons.Length; i++)
        {
            var season = seasons[i];
            var (before, last) = (season.From.PlusDays(-1), season.To.PlusDays(-1));
            var (evening, first) = (DayOf(hours.WeekOf(before), before), DayOf(season.Weekly, season.From));
            if (!dates.Overlaps([before, season.From]) && ReachesInto(evening, first))
            {
                yield return new HoursError(WeekdayOf(season.From), null, IndexOfStartBefore(first, TailOf(evening)), OverlapsEvening) { Season = i };
            }

            var lastEvening = DayOf(season.Weekly, last);
            if (!dates.Overlaps([last, season.To]) && ReachesInto(lastEvening, DayOf(hours.WeekOf(season.To), season.To)))
            {
                yield return new HoursError(WeekdayOf(last), null, IndexOfTail(lastEvening), OverlapsMorning) { Season = i };
            }
        }
    }

    /// <param name="tail">The minute at which the last interval of the day before ends.</param>
    private static IEnumerable<(int Index, string Text)> CheckDay(ImmutableArray<HoursInterval> day, int tail)
    {
        for (var i = 0; i < day.Length; i++)
        {
            var error = day[i] switch
            {
                { Start.Minutes: TimeOfDay.MinutesPerDay } => StartsAtTheEnd,
                var interval when interval.Start == interval.End => Zero,
                var interval when interval.Start.Minutes < tail => OverlapsEvening,
                var interval when day.Take(i).Any(earlier => AreOverlapping(earlier, interval)) => Overlaps,
                _ => null,
            };
            if (error is not null)
            {
                yield return (i, error);
            }
        }
    }

    private static bool AreOverlapping(HoursInterval one, HoursInterval other) =>
        one.Start.Minutes < EndOf(other) && other.Start.Minutes < EndOf(one);

    // In minutes since the midnight at which the interval's day begins.
    private static int EndOf(HoursInterval interval) => interval.End.Minutes + (interval.EndsNextDay ? TimeOfDay.MinutesPerDay : 0);

    private static HashSet<LocalDate> DatesOf(OpeningHours hours) => [.. hours.Overrides.Select(o => o.Date)];

    private static int WeekdayOf(LocalDate date) => (int)date.DayOfWeek - 1;

    private static ImmutableArray<HoursInterval> DayOf(ImmutableArray<ImmutableArray<HoursInterval>> week, LocalDate date) => week[WeekdayOf(date)];

    private static bool ReachesInto(ImmutableArray<HoursInterval> evening, ImmutableArray<HoursInterval> morning) =>
        TailOf(evening) is var tail && morning.Any(interval => interval.Start.Minutes < tail);

    private static int TailOf(ImmutableArray<HoursInterval> day) => day.Where(i => i.EndsNextDay).Select(i => i.End.Minutes).DefaultIfEmpty().Max();

    private static int IndexOfTail(ImmutableArray<HoursInterval> day) =>
        day.IndexOf(day.First(i => i.EndsNextDay && i.End.Minutes == TailOf(day)));

    private static int IndexOfStartBefore(ImmutableArray<HoursInterval> day, int tail) => day.IndexOf(day.First(i => i.Start.Minutes < tail));
}

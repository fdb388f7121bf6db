using System.Collections.Immutable;
using BookingEngine.Times;

namespace BookingEngine.Hours;

/// <summary>An interval that cannot stand, and why.</summary>
/// <param name="Weekday">0 for Monday to 6 for Sunday; null where it stands in an override.</param>
/// <param name="Override">The place of its override; null where it stands in the week.</param>
/// <param name="Interval">Its place in its day's list.</param>
/// <param name="Text">What it must be, to be read after its name.</param>
public sealed record HoursError(int? Weekday, int? Override, int Interval, string Text);

/// <summary>Which intervals may stand together. They may touch, and do not overlap, the tail of the evening before included; an override cuts
/// that tail at midnight, and reaches itself into the day after.</summary>
public static class OpeningHoursRules
{
    public const string Zero = "must not end when it starts: 24:00 is the end of a day";
    public const string StartsAtTheEnd = "must not start at 24:00: let it start at 00:00 of the next day";
    public const string Overlaps = "must not overlap another interval";
    public const string OverlapsEvening = "must not overlap what is left of the day before";
    public const string OverlapsMorning = "must not reach into the hours of the day after";
    private const int Days = 7;

    public static IEnumerable<HoursError> Check(OpeningHours hours) => [.. CheckWeek(hours.Weekly), .. CheckOverrides(hours)];

    private static IEnumerable<HoursError> CheckWeek(ImmutableArray<ImmutableArray<HoursInterval>> week)
    {
        for (var day = 0; day < Days; day++)
        {
            var tail = TailOf(week[(day + Days - 1) % Days]);
            foreach (var (place, text) in CheckDay(week[day], tail))
            {
                yield return new HoursError(day, null, place, text);
            }
        }
    }

    private static IEnumerable<HoursError> CheckOverrides(OpeningHours hours)
    {
        var dates = hours.Overrides.Select(o => o.Date).ToHashSet();
        for (var i = 0; i < hours.Overrides.Length; i++)
        {
            var (date, intervals) = hours.Overrides[i];
            foreach (var (place, text) in CheckDay(intervals, tail: 0))
            {
                yield return new HoursError(null, i, place, text);
            }

            var next = date.PlusDays(1);
            var morning = dates.Contains(next) ? [] : hours.Weekly[(int)next.DayOfWeek - 1];
            if (morning.Any(m => m.Start.Minutes < TailOf(intervals)))
            {
                yield return new HoursError(null, i, PlaceOfTail(intervals), OverlapsMorning);
            }
        }
    }

    /// <param name="tail">The minute up to which the day before reaches into this one.</param>
    private static IEnumerable<(int Place, string Text)> CheckDay(ImmutableArray<HoursInterval> day, int tail)
    {
        for (var i = 0; i < day.Length; i++)
        {
            var fault = day[i] switch
            {
                { Start.Minutes: TimeOfDay.MinutesPerDay } => StartsAtTheEnd,
                var interval when interval.Start == interval.End => Zero,
                var interval when interval.Start.Minutes < tail => OverlapsEvening,
                var interval when day.Take(i).Any(earlier => DoOverlap(earlier, interval)) => Overlaps,
                _ => null,
            };
            if (fault is not null)
            {
                yield return (i, fault);
            }
        }
    }

    private static bool DoOverlap(HoursInterval one, HoursInterval other) =>
        one.Start.Minutes < EndOf(other) && other.Start.Minutes < EndOf(one);

    // In minutes from the midnight that the interval's day began with.
    private static int EndOf(HoursInterval interval) => interval.End.Minutes + (interval.EndsNextDay ? TimeOfDay.MinutesPerDay : 0);

    private static int TailOf(ImmutableArray<HoursInterval> day) => day.Where(i => i.EndsNextDay).Select(i => i.End.Minutes).DefaultIfEmpty().Max();

    private static int PlaceOfTail(ImmutableArray<HoursInterval> day) =>
        day.IndexOf(day.First(i => i.EndsNextDay && i.End.Minutes == TailOf(day)));
}

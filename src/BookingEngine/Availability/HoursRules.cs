using System.Collections.Immutable;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Availability;

/// <summary>Why hours cannot be as they were written.</summary>
/// <param name="Field">Such as <c>weekly_hours.monday</c> or <c>overrides.2026-12-24</c>.</param>
/// <param name="Code">Stable, part of the API.</param>
/// <param name="Detail">For people: what to do.</param>
public sealed record HoursProblem(string Field, string Code, string Detail);

/// <summary>What hours must keep to: no interval is empty, and none overlaps another of its date or the tail of the evening before. Touching
/// ones are fine.</summary>
public static class HoursRules
{
    public const string
        ZeroLength = "hours_zero_length", StartsAt24 = "hours_start_at_24", Overlap = "hours_overlap", DateTwice = "override_date_twice";

    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>Every problem, those of the weekdays first; none where the hours can be kept.</summary>
    public static ImmutableArray<HoursProblem> Problems(OpeningHours hours) =>
    [
        .. Enumerable.Range(0, 7).SelectMany(day => OfDate($"weekly_hours.{Days[day]}", hours.Weekly[day])),
        .. Enumerable.Range(0, 7).Where(day => TailOverlaps(hours.Weekly[day], hours.Weekly[(day + 1) % 7]))
            .Select(day => TailProblem($"weekly_hours.{Days[(day + 1) % 7]}", Days[day])),
        .. hours.Overrides.SelectMany(on => OfDate(FieldOf(on.Date), on.Intervals)),
        .. OverrideTails(hours),
        .. hours.Overrides.CountBy(on => on.Date).Where(count => count.Value > 1)
            .Select(count => new HoursProblem(FieldOf(count.Key), DateTwice, "Name each date once, with all of its intervals.")),
    ];

    private static IEnumerable<HoursProblem> OfDate(string field, ImmutableArray<HoursInterval> intervals)
    {
        foreach (var interval in intervals)
        {
            if (interval.Start == TimeOfDay.EndOfDay)
            {
                yield return new(field, StartsAt24, "An interval cannot start at 24:00: write it as 00:00 of the next day.");
            }
            else if (interval.Start == interval.End)
            {
                yield return new(
                    field, ZeroLength, $"{interval.Start}-{interval.End} is empty: write 00:00-24:00 for a whole day, or leave it out.");
            }
        }

        foreach (var (first, second) in Pairs(intervals).Where(pair => Overlaps(pair.First, pair.Second, 0)))
        {
            yield return new(field, Overlap, $"{first.Start}-{first.End} and {second.Start}-{second.End} overlap: join them, or move one.");
        }
    }

    // The tail of an ordinary day is cut where the next date has an override; an override's own tail meets the next date's hours.
    private static IEnumerable<HoursProblem> OverrideTails(OpeningHours hours)
    {
        var overridden = hours.Overrides.Select(on => on.Date).ToHashSet();
        return hours.Overrides
            .Where(on => on.Date < LocalDate.MaxIsoValue && !overridden.Contains(on.Date.PlusDays(1)))
            .Where(on => TailOverlaps(on.Intervals, hours.Weekly[(int)on.Date.DayOfWeek % 7]))
            .Select(on => TailProblem(FieldOf(on.Date), "this date"));
    }

    private static HoursProblem TailProblem(string field, string evening) =>
        new(field, Overlap, $"The hours that begin on {evening} run past midnight into those of the day after: end them before, or touch.");

    private static bool TailOverlaps(ImmutableArray<HoursInterval> evening, ImmutableArray<HoursInterval> next) =>
        evening.Any(first => next.Any(second => Overlaps(first, second, TimeOfDay.MinutesPerDay)));

    private static bool Overlaps(HoursInterval first, HoursInterval second, int later) =>
        first.Start.Minutes < EndOf(second) + later && second.Start.Minutes + later < EndOf(first);

    private static int EndOf(HoursInterval interval) => interval.End.Minutes + (interval.EndsNextDay ? TimeOfDay.MinutesPerDay : 0);

    private static IEnumerable<(HoursInterval First, HoursInterval Second)> Pairs(ImmutableArray<HoursInterval> intervals) =>
        intervals.SelectMany((first, index) => intervals.Skip(index + 1).Select(second => (first, second)));

    private static string FieldOf(LocalDate date) => $"overrides.{date:uuuu'-'MM'-'dd}";
}

using System.Collections.Immutable;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Hours;
using BookingEngine.Times;

namespace BookingEngine.Functions.Catalogue.Resources;

internal static class HoursFields
{
    public const string IntervalMustBe = "must be two times such as [\"09:00\", \"17:00\"]";
    private const int MaximumIntervals = 24;
    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static OpeningHours Read(BodyFields fields)
    {
        var week = fields["weekly_hours"].Members();
        var lists = Days.Select(day => week[day].List(MaximumIntervals)).ToList();
        var overrides = ResourceFields.ReadOverrides(fields).Select(o => (o.Date, Values: o.Intervals.List(MaximumIntervals))).ToList();
        ImmutableArray<ImmutableArray<HoursInterval?>> weekly = [.. lists.Select(ReadIntervals)];
        var dates = overrides.Select(o => (o.Date, Intervals: ReadIntervals(o.Values))).ToList();
        if (weekly.Concat(dates.Select(d => d.Intervals)).Any(list => list.Contains(null)) || dates.Exists(d => d.Date == default))
        {
            return OpeningHours.AroundTheClock; // what can be read is judged once all of it can
        }

        var hours = new OpeningHours(
            [.. weekly.Select(Whole)], [.. dates.Select(d => new HoursOverride(d.Date, Whole(d.Intervals)))]);
        foreach (var fault in OpeningHoursRules.Check(hours))
        {
            (fault.Weekday is { } day ? lists[day] : overrides[fault.Override!.Value].Values)[fault.Interval].Fail(fault.Text);
        }

        return hours;
    }

    private static ImmutableArray<HoursInterval> Whole(ImmutableArray<HoursInterval?> intervals) => [.. intervals.Select(i => i!.Value)];

    private static ImmutableArray<HoursInterval?> ReadIntervals(IReadOnlyList<BodyValue> values) => [.. values.Select(ReadInterval)];

    private static HoursInterval? ReadInterval(BodyValue value)
    {
        if (value.Texts() is [var start, var end] && TimeOfDay.TryParse(start) is { } from && TimeOfDay.TryParse(end) is { } to)
        {
            return new HoursInterval(from, to);
        }

        value.Fail(IntervalMustBe);
        return null;
    }
}

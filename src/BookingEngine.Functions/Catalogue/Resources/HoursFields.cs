using System.Collections.Immutable;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Http.Requests.Shapes;
using BookingEngine.Hours;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Catalogue.Resources;

/// <summary>Reads the opening hours in a resource's body.</summary>
internal static class HoursFields
{
    public const string IntervalMessage = "must be two times such as [\"09:00\", \"17:00\"]";
    public const string TimePattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$";
    private const int MaximumIntervals = 24, MaximumDates = 400, MaximumSeasons = 100;

    /// <summary>From Monday.</summary>
    public static readonly ImmutableArray<string> Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private static readonly ValueShape IntervalShape = new("array")
    {
        Items = ValueShape.Text with { Pattern = TimePattern },
        Count = 2,
    };

    public static OpeningHours Read(RequestFields fields)
    {
        var weekly = fields.Required("weekly_hours", "The opening hours by weekday. Each interval has a start and an end. `24:00` is the end of a day.")
            .Nested(ReadWeek) ?? NoWeek;
        var stretches = new DateStretchFields();
        var seasons = fields.Optional("seasonal_hours", "Dates with other weekly hours. `overrides` win over them.")
            .List(MaximumSeasons, item => item.Nested(members => ReadSeason(members, stretches))).OfType<SeasonField>().ToList();
        HashSet<LocalDate> dates = [];
        var overrides = fields.Optional("overrides", "Dates with other hours than their weekday. Without intervals, the date is closed.")
            .List(MaximumDates, item => item.Nested(members => ReadOverride(members, dates))).OfType<DateField>().ToList();
        if (weekly.Concat(seasons.SelectMany(s => s.Week)).Concat(overrides.Select(o => o.Intervals)).Any(list => list.Any(i => i.Interval is null))
            || overrides.Exists(o => o.Date is null) || seasons.Exists(s => s.Dates is null))
        {
            return OpeningHours.AroundTheClock; // the rules need all hours, so they are checked only if all are readable
        }

        var hours = new OpeningHours(
            [.. weekly.Select(Intervals)], [.. overrides.Select(o => new HoursOverride(o.Date!.Value, Intervals(o.Intervals)))])
        {
            Seasons = seasons.Count == 0 ? null : [.. seasons.Select(s => new SeasonalHours(s.Dates!.Value.From, s.Dates.Value.To, [.. s.Week.Select(Intervals)]))],
        };
        foreach (var fault in OpeningHoursRules.Check(hours))
        {
            var week = fault.Season is { } season ? seasons[season].Week : weekly;
            (fault.Weekday is { } day ? week[day] : overrides[fault.Override!.Value].Intervals)[fault.Interval].Value.Fail(fault.Text);
        }

        return hours;
    }

    private static List<IReadOnlyList<IntervalField>> NoWeek => [.. Days.Select(_ => Array.Empty<IntervalField>())];

    private static SeasonField ReadSeason(RequestFields fields, DateStretchFields stretches) => new(
        stretches.Read(fields), fields.Required("weekly_hours", "The opening hours by weekday on these dates.").Nested(ReadWeek) ?? NoWeek);

    private static List<IReadOnlyList<IntervalField>> ReadWeek(RequestFields fields) =>
        [.. Days.Select(day => ReadIntervals(fields.Optional(day, "The intervals that begin on this day, each with its start and its end.")))];

    private static DateField ReadOverride(RequestFields fields, HashSet<LocalDate> dates)
    {
        var field = fields.Required("date", "The date.");
        var date = field.Date();
        if (date is { } read && !dates.Add(read))
        {
            field.Fail("must not be listed twice");
        }

        return new DateField(date, ReadIntervals(fields.Required(
            "intervals", "The intervals of the date. Empty if it is closed.", "is required. Send an empty list for a closed day")));
    }

    private static IReadOnlyList<IntervalField> ReadIntervals(RequestValue list) => list.List(MaximumIntervals, item =>
    {
        if (item.Texts(IntervalShape) is [var start, var end] && TimeOfDay.TryParse(start) is { } from && TimeOfDay.TryParse(end) is { } to)
        {
            return new IntervalField(item, new HoursInterval(from, to));
        }

        item.Fail(IntervalMessage);
        return new IntervalField(item, null);
    });

    private static ImmutableArray<HoursInterval> Intervals(IReadOnlyList<IntervalField> fields) => [.. fields.Select(field => field.Interval!.Value)];

    /// <param name="Interval">Null if invalid.</param>
    private sealed record IntervalField(RequestValue Value, HoursInterval? Interval);

    /// <param name="Dates">Null if invalid.</param>
    private sealed record SeasonField((LocalDate From, LocalDate To)? Dates, List<IReadOnlyList<IntervalField>> Week);

    /// <param name="Date">Null if invalid.</param>
    private sealed record DateField(LocalDate? Date, IReadOnlyList<IntervalField> Intervals);
}

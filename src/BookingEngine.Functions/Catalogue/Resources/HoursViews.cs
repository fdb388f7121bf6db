using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Hours;
using BookingEngine.Times;
using NodaTime.Text;

namespace BookingEngine.Functions.Catalogue.Resources;

[Shape("WeeklyHours", "Opening hours by weekday, in the location's time.")]
public sealed record WeeklyHoursView(
    IReadOnlyList<string[]> Monday, IReadOnlyList<string[]> Tuesday, IReadOnlyList<string[]> Wednesday, IReadOnlyList<string[]> Thursday,
    IReadOnlyList<string[]> Friday, IReadOnlyList<string[]> Saturday, IReadOnlyList<string[]> Sunday)
{
    internal static WeeklyHoursView Example => new(Day, Day, Day, Day, Day, [], []);

    internal static WeeklyHoursView Summer => new(Morning, Morning, Morning, Morning, Morning, [], []);

    private static string[][] Morning => [["08:00", "14:00"]];

    private static string[][] Day => [["09:00", "12:00"], ["13:00", "17:00"]];

    public static WeeklyHoursView Of(ImmutableArray<ImmutableArray<HoursInterval>> week) =>
        new(Write(week[0]), Write(week[1]), Write(week[2]), Write(week[3]), Write(week[4]), Write(week[5]), Write(week[6]));

    internal static IReadOnlyList<string[]> Write(ImmutableArray<HoursInterval> day) =>
        [.. day.Select(i => new[] { i.Start.ToString(), i.End.ToString() })];
}

[Shape("SeasonalHours", "Other weekly hours for some dates.")]
public sealed record SeasonalHoursView(string From, string To, WeeklyHoursView WeeklyHours)
{
    public static SeasonalHoursView Of(SeasonalHours season) =>
        new(LocalDatePattern.Iso.Format(season.From), LocalDatePattern.Iso.Format(season.To), WeeklyHoursView.Of(season.Weekly));
}

[Shape("Placement", "Dates on which a resource stands at another location.")]
public sealed record PlacementView(string From, string To, string LocationId)
{
    public static PlacementView Of(Placement placement) =>
        new(LocalDatePattern.Iso.Format(placement.From), LocalDatePattern.Iso.Format(placement.To), placement.LocationId.Value);
}

[Shape("HoursOverride", "The hours of one date.")]
public sealed record HoursOverrideView(string Date, IReadOnlyList<string[]> Intervals)
{
    public static HoursOverrideView Of(HoursOverride hours) =>
        new(LocalDatePattern.Iso.Format(hours.Date), WeeklyHoursView.Write(hours.Intervals));
}

[Shape("TimeOff", "A time when a resource cannot be booked.")]
public sealed record TimeOffView(
    string From, string To,
    [property: Field("The reason, for staff and administrators. Null for customers.")] string? Reason)
{
    public static TimeOffView Of(TimeOff off) => new(Rfc3339.Format(off.From), Rfc3339.Format(off.To), off.Reason);
}

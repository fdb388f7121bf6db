using System.Collections.Immutable;
using BookingEngine.Hours;
using NodaTime.Text;

namespace BookingEngine.Functions.Catalogue.Resources;

[Shape("WeeklyHours", "Opening hours by weekday, in the location's time.")]
public sealed record WeeklyHoursView(
    IReadOnlyList<string[]> Monday, IReadOnlyList<string[]> Tuesday, IReadOnlyList<string[]> Wednesday, IReadOnlyList<string[]> Thursday,
    IReadOnlyList<string[]> Friday, IReadOnlyList<string[]> Saturday, IReadOnlyList<string[]> Sunday)
{
    internal static WeeklyHoursView Example => new(Day, Day, Day, Day, Day, [], []);

    private static string[][] Day => [["09:00", "12:00"], ["13:00", "17:00"]];

    public static WeeklyHoursView Of(ImmutableArray<ImmutableArray<HoursInterval>> week) =>
        new(Write(week[0]), Write(week[1]), Write(week[2]), Write(week[3]), Write(week[4]), Write(week[5]), Write(week[6]));

    internal static IReadOnlyList<string[]> Write(ImmutableArray<HoursInterval> day) =>
        [.. day.Select(i => new[] { i.Start.ToString(), i.End.ToString() })];
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

using System.Collections.Immutable;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Hours;
using NodaTime.Text;

namespace BookingEngine.Functions.Catalogue.Resources;

/// <summary>Each interval is a list of its start and its end.</summary>
public sealed record WeeklyHoursView(
    IReadOnlyList<string[]> Monday, IReadOnlyList<string[]> Tuesday, IReadOnlyList<string[]> Wednesday, IReadOnlyList<string[]> Thursday,
    IReadOnlyList<string[]> Friday, IReadOnlyList<string[]> Saturday, IReadOnlyList<string[]> Sunday)
{
    public static WeeklyHoursView Of(ImmutableArray<ImmutableArray<HoursInterval>> week) =>
        new(Write(week[0]), Write(week[1]), Write(week[2]), Write(week[3]), Write(week[4]), Write(week[5]), Write(week[6]));

    internal static IReadOnlyList<string[]> Write(ImmutableArray<HoursInterval> day) =>
        [.. day.Select(i => new[] { i.Start.ToString(), i.End.ToString() })];
}

public sealed record HoursOverrideView(string Date, IReadOnlyList<string[]> Intervals)
{
    public static HoursOverrideView Of(HoursOverride hours) =>
        new(LocalDatePattern.Iso.Format(hours.Date), WeeklyHoursView.Write(hours.Intervals));
}

public sealed record TimeOffView(string From, string To, string? Reason)
{
    public static TimeOffView Of(TimeOff off) => new(Rfc3339.Format(off.From), Rfc3339.Format(off.To), off.Reason);
}

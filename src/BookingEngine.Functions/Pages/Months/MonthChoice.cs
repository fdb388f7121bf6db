using BookingEngine.Times;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Functions.Pages.Months;

/// <summary>What the address of a month says. What makes no sense is left out: nobody is refused for an old or misspelt address.</summary>
/// <param name="Zone">The visitor's zone; null for the place's.</param>
public sealed record MonthChoice(YearMonth? Month, LocalDate? Day, DateTimeZone? Zone)
{
    private static readonly YearMonthPattern Months = YearMonthPattern.CreateWithInvariantCulture("uuuu-MM");

    public static MonthChoice Of(HttpRequest request) => new(
        Text(request, "month") is { } month && Months.Parse(month) is { Success: true, Value: var parsed } ? parsed : null,
        Text(request, "day") is { } day && LocalDatePattern.Iso.Parse(day) is { Success: true, Value: var date } ? date : null,
        ZoneOf(Text(request, "tz")));

    public static DateTimeZone? ZoneOf(string? name) => name is not null && ZoneData.IsZone(name) ? ZoneData.Zones[name] : null;

    /// <summary>A parameter that is given once; null otherwise.</summary>
    public static string? Text(HttpRequest request, string name) => request.Query[name] is [{ Length: > 0 } text] ? text : null;

    public static string Text(YearMonth month) => Months.Format(month);
}

using BookingEngine.Functions.Pages.Months;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Functions.Pages.Staff;

/// <summary>What the calendar shows.</summary>
public enum CalendarSpan
{
    Day,
    Week,

    /// <summary>What waits for approval.</summary>
    Requests,
}

/// <summary>What the address of the calendar says. What makes no sense is left out.</summary>
/// <param name="Day">Null for today.</param>
/// <param name="Resource">Null for all of the caller's.</param>
public sealed record CalendarChoice(CalendarSpan Span, LocalDate? Day, string? Resource)
{
    private static readonly LocalDate First = new(1970, 1, 1), Last = new(8999, 12, 1);

    public static CalendarChoice Of(HttpRequest request) => new(
        MonthChoice.Text(request, "view") switch { "week" => CalendarSpan.Week, "requests" => CalendarSpan.Requests, _ => CalendarSpan.Day },
        MonthChoice.Of(request).Day is { } day && day >= First && day <= Last ? day : null,
        MonthChoice.Text(request, "resource"));

    /// <summary>The first day and how many.</summary>
    public (LocalDate From, int Days) DaysAround(LocalDate day, IsoDayOfWeek weekStart) => Span is CalendarSpan.Week
        ? (day.PlusDays(-(((int)day.DayOfWeek - (int)weekStart + 7) % 7)), 7)
        : (day, 1);

    public string Address => StaffPaths.Join(StaffPaths.Calendar, Parameters);

    public IEnumerable<(string Name, string Value)> Parameters =>
    [
        .. Span is CalendarSpan.Day ? [] : new[] { ("view", Span is CalendarSpan.Week ? "week" : "requests") },
        .. Day is { } day ? [("day", LocalDatePattern.Iso.Format(day))] : Array.Empty<(string, string)>(),
        .. Resource is { } resource ? [("resource", resource)] : Array.Empty<(string, string)>(),
    ];
}

using System.Globalization;
using NodaTime;

namespace BookingEngine.CalendarEntries;

/// <summary>A change of the clocks that happens each year on the same day of the month, or on the same weekday of it.</summary>
/// <param name="Week">From 1 for the first such weekday of the month, or -1 for the last; null for a day of the month.</param>
internal sealed record YearlyRule(int Month, int Day, IsoDayOfWeek Weekday, int? Week, LocalTime Time)
{
    private const int FirstYear = 1970;
    private static readonly string[] Weekdays = ["", "MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    public string Text => Week is { } week
        ? string.Create(CultureInfo.InvariantCulture, $"FREQ=YEARLY;BYMONTH={Month};BYDAY={week}{Weekdays[(int)Weekday]}")
        : string.Create(CultureInfo.InvariantCulture, $"FREQ=YEARLY;BYMONTH={Month};BYMONTHDAY={Day}");

    /// <summary>The first time, in 1970.</summary>
    public LocalDateTime First => Week switch
    {
        null => new LocalDate(FirstYear, Month, Day).At(Time),
        -1 => new LocalDate(FirstYear, Month, 1).With(DateAdjusters.EndOfMonth).With(DateAdjusters.PreviousOrSame(Weekday)).At(Time),
        { } week => new LocalDate(FirstYear, Month, 1).With(DateAdjusters.NextOrSame(Weekday)).PlusWeeks(week - 1).At(Time),
    };

    /// <summary>The rule by which these changes happen, one in each year; null if there is none.</summary>
    public static YearlyRule? Of(IReadOnlyList<LocalDateTime> changes)
    {
        var first = changes[0];
        var rule = new YearlyRule(first.Month, first.Day, first.DayOfWeek, null, first.TimeOfDay);
        return changes.Any(at => at.Month != rule.Month || at.TimeOfDay != rule.Time) ? null
            : changes.All(at => at.Day == rule.Day) ? rule
            : changes.Any(at => at.DayOfWeek != rule.Weekday) ? null
            : changes.All(at => at.Date.PlusWeeks(1).Month != at.Month) ? rule with { Week = -1 }
            : changes.All(at => WeekOf(at) == WeekOf(first)) ? rule with { Week = WeekOf(first) }
            : null;
    }

    private static int WeekOf(LocalDateTime at) => (at.Day + 6) / 7;
}

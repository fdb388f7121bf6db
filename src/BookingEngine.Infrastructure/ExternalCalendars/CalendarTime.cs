using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Infrastructure.ExternalCalendars;

/// <summary>A date or a time as written.</summary>
/// <param name="Local">Midnight for a date.</param>
/// <param name="Zone">The TZID; null for a time in UTC and for a floating one.</param>
internal readonly record struct CalendarTime(LocalDateTime Local, bool IsDate, bool IsUtc, string? Zone)
{
    private const int EarliestYear = 1600, LatestYear = 9900;

    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    /// <exception cref="FormatException">It is no date and no time.</exception>
    public static CalendarTime Of(CalendarLine line) => Of(line.Value, line.Parameter("TZID"));

    /// <exception cref="FormatException">It is no date and no time.</exception>
    public static CalendarTime Of(string value, string? zone)
    {
        var text = value.Trim();
        if (Date.Parse(text).TryGetValue(default, out var date))
        {
            return Checked(new(date.AtMidnight(), IsDate: true, IsUtc: false, null));
        }

        var isUtc = text.EndsWith('Z');
        var local = Time.Parse(isUtc ? text[..^1] : text).GetValueOrThrow();
        return Checked(new(local, IsDate: false, isUtc, isUtc ? null : zone));
    }

    public static IEnumerable<CalendarTime> ListOf(CalendarLine line) => line.Value.Split(',').Select(value => Of(value, line.Parameter("TZID")));

    // Some programs write the year 9999 for a time without an end.
    private static CalendarTime Checked(CalendarTime time) => time.Local.Year switch
    {
        < EarliestYear => throw new FormatException("The year is out of range."),
        > LatestYear => time with { Local = new LocalDate(LatestYear, 12, 31) + time.Local.TimeOfDay },
        _ => time,
    };
}

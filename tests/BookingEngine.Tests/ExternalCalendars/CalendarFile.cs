using System.Text;
using BookingEngine.ExternalCalendars;
using BookingEngine.Infrastructure.ExternalCalendars;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Tests.ExternalCalendars;

/// <summary>Calendar files for the tests, and how they are read: for a resource in Berlin.</summary>
internal static class CalendarFile
{
    private static readonly LocalDateTimePattern Shown = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    /// <summary>A calendar of these lines, with CRLF.</summary>
    public static byte[] Of(string lines) => Encoding.UTF8.GetBytes(
        $"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//Test//EN\n{lines.Trim()}\nEND:VCALENDAR\n".ReplaceLineEndings("\r\n"));

    public static string Event(string lines) => $"BEGIN:VEVENT\n{lines.Trim()}\nEND:VEVENT";

    public static CalendarReading Read(string lines, string from = "2026-09-01", string to = "2027-10-01") => Read(Of(lines), from, to);

    public static CalendarReading Read(byte[] file, string from = "2026-09-01", string to = "2027-10-01") =>
        new IcsBusyTimes().Read(file, DateTimeZoneProviders.Tzdb["Europe/Berlin"], new Interval(Day(from), Day(to)), uid => uid.StartsWith("own-", StringComparison.Ordinal));

    /// <summary>The times in UTC, such as <c>2026-10-05 07:00-08:00</c>, with the end's date where it differs.</summary>
    public static string[] TimesOf(CalendarReading reading) => [.. reading.Busy!.Intervals.Select(time =>
    {
        var (from, to) = (UtcOf(time.From), UtcOf(time.To));
        var end = Shown.Format(to);
        return $"{Shown.Format(from)}-{(from.Date == to.Date ? end[11..] : end)}";
    })];

    private static LocalDateTime UtcOf(long ticks) => Instant.FromUnixTimeTicks(ticks).InUtc().LocalDateTime;

    private static Instant Day(string date) => LocalDatePattern.Iso.Parse(date).Value.AtMidnight().InUtc().ToInstant();
}

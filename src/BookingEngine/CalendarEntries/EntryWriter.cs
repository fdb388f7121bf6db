using System.Globalization;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.CalendarEntries;

/// <summary>Writes entries as iCalendar (RFC 5545).</summary>
public static class EntryWriter
{
    public static string Write(EntryFile file)
    {
        var lines = new ContentLines();
        lines.Add("BEGIN", "VCALENDAR");
        lines.Add("VERSION", "2.0");
        lines.AddText("PRODID", $"-//{file.Product.Replace("//", "/", StringComparison.Ordinal)}//{file.Language.ToUpperInvariant()}");
        lines.Add("CALSCALE", "GREGORIAN");
        lines.Add("METHOD", NameOf(file.Method));
        if (file.Name is { } name)
        {
            lines.AddText("NAME", name);
            lines.AddText("X-WR-CALNAME", name);
            lines.Add("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
            lines.Add("X-PUBLISHED-TTL", "PT1H");
        }

        foreach (var zone in file.Entries.Where(entry => !IsInUtc(entry)).GroupBy(entry => entry.TimeZone).OrderBy(zone => zone.Key, StringComparer.Ordinal))
        {
            ZoneWriter.Write(lines, ZoneData.Zones[zone.Key], zone.Key, zone.Min(entry => entry.Start), zone.Max(entry => entry.End));
        }

        foreach (var entry in file.Entries)
        {
            Write(lines, entry);
        }

        lines.Add("END", "VCALENDAR");
        return lines.ToString();
    }

    private static void Write(ContentLines lines, CalendarEntry entry)
    {
        lines.Add("BEGIN", "VEVENT");
        lines.AddText("UID", entry.Uid);
        lines.Add("SEQUENCE", entry.Sequence.ToString(CultureInfo.InvariantCulture));
        lines.Add("DTSTAMP", Utc(entry.ChangedAt));
        AddTime(lines, "DTSTART", entry.Start, entry);
        AddTime(lines, "DTEND", entry.End, entry);
        lines.AddText("SUMMARY", OneLine(entry.Summary));
        lines.AddText("DESCRIPTION", entry.Description);
        lines.AddText("LOCATION", entry.Location is { } location ? OneLine(location) : null);
        if (entry.Url is { } url)
        {
            lines.Add("URL", url.AbsoluteUri);
        }

        lines.Add("STATUS", NameOf(entry.Status));
        lines.Add("TRANSP", "OPAQUE");
        lines.Add("CLASS", entry.IsPrivate ? "PRIVATE" : "PUBLIC");
        AddPeople(lines, entry);
        lines.Add("END", "VEVENT");
    }

    // The attendee booked the appointment, so there is nothing to answer.
    private static void AddPeople(ContentLines lines, CalendarEntry entry)
    {
        if (entry.Organizer is { } organizer)
        {
            lines.Add($"ORGANIZER;CN={ContentLines.Quote(organizer.Name)}", ContentLines.MailTo(organizer.Address));
        }

        if (entry.Attendee is { } attendee)
        {
            lines.Add(
                $"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE;CN={ContentLines.Quote(attendee.Name)}",
                ContentLines.MailTo(attendee.Address));
        }
    }

    private static void AddTime(ContentLines lines, string name, Instant at, CalendarEntry entry)
    {
        if (IsInUtc(entry))
        {
            lines.Add(name, Utc(at));
        }
        else
        {
            lines.Add($"{name};TZID={entry.TimeZone}", ZoneWriter.Local(at.InZone(ZoneData.Zones[entry.TimeZone]).LocalDateTime));
        }
    }

    // A local time that occurs twice means the first one in iCalendar (3.3.5). The second can only be said in UTC.
    private static bool IsInUtc(CalendarEntry entry) =>
        ZoneData.Zones[entry.TimeZone] is var zone && (zone == DateTimeZone.Utc || entry.TimeZone is "Etc/UTC" || IsSecond(entry.Start, zone) || IsSecond(entry.End, zone));

    private static bool IsSecond(Instant at, DateTimeZone zone) =>
        zone.MapLocal(at.InZone(zone).LocalDateTime) is { Count: 2 } twice && twice.Last().ToInstant() == at;

    private static string OneLine(string text) =>
        string.Join(", ", text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static string Utc(Instant at) => $"{ZoneWriter.Local(at.InUtc().LocalDateTime)}Z";

    private static string NameOf(EntryMethod method) => method switch
    {
        EntryMethod.Publish => "PUBLISH",
        EntryMethod.Request => "REQUEST",
        EntryMethod.Cancel => "CANCEL",
        _ => throw new InvalidOperationException($"The method {method} has no name."),
    };

    private static string NameOf(EntryStatus status) => status switch
    {
        EntryStatus.Confirmed => "CONFIRMED",
        EntryStatus.Tentative => "TENTATIVE",
        EntryStatus.Cancelled => "CANCELLED",
        _ => throw new InvalidOperationException($"The status {status} has no name."),
    };
}

using System.Globalization;
using BookingEngine.Calendars.Events;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Tests.Told;

/// <summary>An appointment of a file in iCalendar whose zone is UTC.</summary>
internal sealed record IcsEntry(string Uid, int Sequence, Instant Start)
{
    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    /// <summary>Null for an entry whose UID does not say which booking it is.</summary>
    public BookingId? Booking => Guid.TryParseExact(Uid, "D", out var id) ? new BookingId(id) : null;

    public static IEnumerable<IcsEntry> Of(string file) => file.Split("BEGIN:VEVENT").Skip(1).Select(Read);

    private static IcsEntry Read(string entry)
    {
        var lines = entry.Split("\r\n").Where(line => line.Contains(':')).DistinctBy(line => line.Split(':')[0]).ToDictionary(line => line.Split(':')[0], line => line.Split(':', 2)[1]);
        return new(lines["UID"], int.Parse(lines["SEQUENCE"], CultureInfo.InvariantCulture), Utc.Parse(lines["DTSTART"]).Value);
    }
}

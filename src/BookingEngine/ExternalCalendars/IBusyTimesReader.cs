using NodaTime;

namespace BookingEngine.ExternalCalendars;

/// <summary>Reads the busy times of an iCalendar file (RFC 5545).</summary>
public interface IBusyTimesReader
{
    /// <param name="zone">The zone of times that name none, and of whole days.</param>
    /// <param name="range">Only times in this range are read.</param>
    /// <param name="isOwn">Whether a UID is that of a booking of the resource, which the calendar has from our mails. Such events take no time here:
    /// the booking itself does.</param>
    CalendarReading Read(ReadOnlyMemory<byte> file, DateTimeZone zone, Interval range, Func<string, bool> isOwn);
}

/// <summary>What a file says, or why it says nothing.</summary>
/// <param name="Busy">Null if <paramref name="Fault"/> is not.</param>
public sealed record CalendarReading(BusyTimes? Busy, CalendarFault? Fault)
{
    /// <summary>How many events could not be read. The others count.</summary>
    public int Skipped { get; init; }

    /// <summary>How many events name a zone that is not known. They are read in the resource's zone.</summary>
    public int UnknownZones { get; init; }

    /// <summary>How often the file wants to be read at most; null if it does not say.</summary>
    public Duration? RefreshInterval { get; init; }

    public static CalendarReading Of(CalendarFault fault) => new(null, fault);
}

public enum CalendarFault
{
    /// <summary>It does not begin with BEGIN:VCALENDAR, or it has no end.</summary>
    NotACalendar,

    /// <summary>More events, or more dates of repeated events, than are read.</summary>
    TooManyEvents,
}

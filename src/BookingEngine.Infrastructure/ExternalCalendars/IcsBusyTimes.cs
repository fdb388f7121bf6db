using BookingEngine.ExternalCalendars;
using NodaTime;

namespace BookingEngine.Infrastructure.ExternalCalendars;

/// <summary>Reads the busy times of calendars as Google, Outlook, iCloud, Nextcloud and Exchange publish them. One event that cannot be read does not harm
/// the others.</summary>
public sealed class IcsBusyTimes : IBusyTimesReader
{
    /// <summary>How many events a file may have.</summary>
    public const int MaximumEvents = 20_000;

    /// <summary>How many dates within the range all events may have together.</summary>
    public const int MaximumDates = 20_000;

    public CalendarReading Read(ReadOnlyMemory<byte> file, DateTimeZone zone, Interval range, Func<string, bool> isOwn)
    {
        if (CalendarComponent.Read(file) is not { } calendar)
        {
            return CalendarReading.Of(CalendarFault.NotACalendar);
        }

        var components = calendar.Components.FindAll(c => c.Name == "VEVENT");
        return components.Count > MaximumEvents
            ? CalendarReading.Of(CalendarFault.TooManyEvents)
            : Read(components, new FeedZones(calendar, zone), range, isOwn) with { RefreshInterval = RefreshOf(calendar) };
    }

    private static CalendarReading Read(List<CalendarComponent> components, FeedZones zones, Interval range, Func<string, bool> isOwn)
    {
        var skipped = 0;
        List<FeedEvent> events = [];
        foreach (var component in components)
        {
            if (TryRead(component, zones) is { } read)
            {
                events.Add(read);
            }
            else
            {
                skipped++;
            }
        }

        List<(long From, long To)> busy = [];
        foreach (var series in events.Where(e => !isOwn(e.Uid)).GroupBy(e => e.Uid, StringComparer.Ordinal).SelectMany(SeriesOf))
        {
            busy.AddRange(series.BusyIn(range, () => skipped++).Select(time => Clip(time, range)).Where(time => time.From < time.To));
            if (busy.Count > MaximumDates)
            {
                return CalendarReading.Of(CalendarFault.TooManyEvents);
            }
        }

        return new CalendarReading(BusyTimes.Of(busy), null) { Skipped = skipped, UnknownZones = events.Count(e => e.IsUnknownZone) };

        // Events without a UID have nothing to do with one another.
        IEnumerable<EventSeries> SeriesOf(IGrouping<string, FeedEvent> same) =>
            same.Key.Length > 0 ? [new EventSeries(same, zones)] : same.Select(e => new EventSeries([e], zones));
    }

    private static FeedEvent? TryRead(CalendarComponent component, FeedZones zones)
    {
        try
        {
            return FeedEvent.Of(component, zones);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static Duration? RefreshOf(CalendarComponent calendar)
    {
        try
        {
            return (calendar.Find("REFRESH-INTERVAL") ?? calendar.Find("X-PUBLISHED-TTL")) is { } line && CalendarDuration.Of(line.Value) is var (days, exact)
                ? Duration.FromDays(days) + exact
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static (long From, long To) Clip(Interval time, Interval range) =>
        (Instant.Max(time.Start, range.Start).ToUnixTimeTicks(), Instant.Min(time.End, range.End).ToUnixTimeTicks());
}

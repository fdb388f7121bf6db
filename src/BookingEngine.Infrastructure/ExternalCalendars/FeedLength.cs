using NodaTime;

namespace BookingEngine.Infrastructure.ExternalCalendars;

/// <summary>How long an event lasts on each of its dates.</summary>
/// <param name="Days">Days by the calendar.</param>
/// <param name="OnClock">More, by the clock on the wall; null if only the exact length is known.</param>
/// <param name="Exact">More, in elapsed time.</param>
internal readonly record struct FeedLength(int Days, Period? OnClock, Duration Exact)
{
    private static readonly Duration Longest = Duration.FromDays(400);

    /// <exception cref="FormatException">It has no length, or ends before it starts.</exception>
    public static FeedLength Of(CalendarComponent component, CalendarTime start, FeedZone zone, FeedZones zones)
    {
        var repeats = component.Find("RRULE") is not null;
        if (component.Find("DURATION") is { } line && CalendarDuration.Of(line.Value) is var duration)
        {
            return Checked(new(duration.Days, null, duration.Exact), Duration.FromDays(duration.Days) + duration.Exact, repeats);
        }

        if (component.Find("DTEND") is not { } last)
        {
            return Checked(new(start.IsDate ? 1 : 0, null, Duration.Zero), start.IsDate ? Duration.FromDays(1) : Duration.Zero, repeats);
        }

        var end = CalendarTime.Of(last);
        if (start.IsDate && end.IsDate)
        {
            var days = Period.DaysBetween(start.Local.Date, end.Local.Date);
            return Checked(new(days, null, Duration.Zero), Duration.FromDays(days), repeats);
        }

        var endZone = zones.Of(end, out _);
        var exact = endZone.ToInstant(end.Local) - zone.ToInstant(start.Local);
        var onClock = end.Zone == start.Zone && end.IsUtc == start.IsUtc ? Period.Between(start.Local, end.Local, PeriodUnits.Ticks) : null;
        return Checked(new(0, onClock, exact), exact, repeats);
    }

    /// <summary>The end of the date that starts then. RFC 5545 repeats the exact length, and people see the clock: the later end counts.</summary>
    public Instant EndOf(LocalDateTime start, FeedZone zone)
    {
        var exact = (Days == 0 ? zone.ToInstant(start) : zone.ToInstant(start.PlusDays(Days))) + Exact;
        return OnClock is { } onClock ? Instant.Max(exact, zone.ToInstant(start + onClock)) : exact;
    }

    /// <summary>An upper bound of it.</summary>
    public Duration Bound => Duration.FromDays(Days + 2) + Exact;

    // A repeated event is looked for as far back as it lasts.
    private static FeedLength Checked(FeedLength length, Duration total, bool repeats) => total > Duration.Zero && (total <= Longest || !repeats)
        ? length
        : throw new FormatException("The event has no length, or one that is not possible.");
}

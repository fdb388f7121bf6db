using NodaTime;

namespace BookingEngine.Infrastructure.ExternalCalendars;

/// <summary>All events with one UID: usually a repeated event and the changes of single dates.</summary>
internal sealed class EventSeries
{
    private const int MaximumLaterChanges = 100;

    private static readonly Duration LongestShift = Duration.FromDays(400);

    private readonly List<FeedEvent> _own, _changes;
    private readonly FeedZones _zones;

    public EventSeries(IEnumerable<FeedEvent> events, FeedZones zones)
    {
        _zones = zones;
        var all = events.ToList();
        _own = all.FindAll(e => e.Replaces is null);
        _changes =
        [
            .. all.Where(e => e.Replaces is not null).GroupBy(e => (e.Replaces, e.ReplacesLater))
                .Select(same => same.OrderBy(e => e.Rank.Sequence).ThenBy(e => e.Rank.Stamp, StringComparer.Ordinal).Last()),
        ];
    }

    /// <summary>The times that overlap the range.</summary>
    /// <param name="skipped">Is called for each event that cannot be read.</param>
    public IEnumerable<Interval> BusyIn(Interval range, Action skipped)
    {
        foreach (var repeated in _own)
        {
            foreach (var date in Try(() => DatesOf(repeated, range), skipped))
            {
                yield return date;
            }
        }

        // A change counts by itself, also without the event that it changes.
        foreach (var change in _changes.Where(change => !change.IsFree))
        {
            foreach (var date in Try(() => [new Interval(change.StartsAt, change.Length.EndOf(change.Start, change.Zone))], skipped))
            {
                yield return date;
            }
        }
    }

    private static List<Interval> Try(Func<IEnumerable<Interval>> dates, Action skipped)
    {
        try
        {
            return [.. dates().Take(IcsBusyTimes.MaximumDates + 1)];
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            skipped();
            return [];
        }
    }

    private IEnumerable<Interval> DatesOf(FeedEvent repeated, Interval range)
    {
        var later = _changes.Where(change => change.ReplacesLater).OrderBy(change => change.Replaces).ToList();
        if (later.Count > MaximumLaterChanges)
        {
            throw new FormatException("The event changes too often.");
        }

        var replaced = _changes.Select(change => change.Replaces!.Value).ToHashSet();
        var excluded = repeated.Excluded.Select(time => InstantOf(repeated, time)).ToHashSet();
        foreach (var (start, end) in StartsOf(repeated, range, later.Count > 0))
        {
            var instant = repeated.Zone.ToInstant(start);
            if (!excluded.Contains(instant) && !replaced.Contains(instant) && TimeOf(repeated, start, end, later.FindLast(c => c.Replaces < instant)) is { } time)
            {
                yield return time;
            }
        }
    }

    private Instant InstantOf(FeedEvent repeated, CalendarTime time) => time.IsDate
        ? repeated.Zone.ToInstant(time.Local.Date + repeated.Start.TimeOfDay)
        : _zones.Of(time, out _).ToInstant(time.Local);

    // A change of later dates moves them all by the same difference on the clock, and gives them its length.
    private static Interval? TimeOf(FeedEvent repeated, LocalDateTime start, Instant? end, FeedEvent? change)
    {
        if (change is null)
        {
            return repeated.IsFree ? null : new Interval(repeated.Zone.ToInstant(start), end ?? repeated.Length.EndOf(start, repeated.Zone));
        }

        if (change.IsFree)
        {
            return null;
        }

        var moved = start + Period.Between(repeated.Zone.ToLocal(change.Replaces!.Value), repeated.Zone.ToLocal(change.StartsAt), PeriodUnits.Ticks);
        return new Interval(repeated.Zone.ToInstant(moved), change.Length.EndOf(moved, repeated.Zone));
    }

    private static IEnumerable<(LocalDateTime Start, Instant? End)> StartsOf(FeedEvent repeated, Interval range, bool mayShift)
    {
        var margin = repeated.Length.Bound + (mayShift ? LongestShift : Duration.Zero);
        var (from, to) = (repeated.Zone.ToLocal(range.Start - margin), repeated.Zone.ToLocal(range.End + (mayShift ? LongestShift : Duration.Zero)));
        IEnumerable<(LocalDateTime, Instant?)> added = [.. repeated.Added.Select(date => (date.Start, date.End))];
        IEnumerable<LocalDateTime> dates = repeated.Rule is null ? [repeated.Start] : RuleDates.Of(repeated, from, to).Prepend(repeated.Start);
        return dates.Where(date => date >= from && date <= to).Distinct().Select(date => (date, (Instant?)null)).Concat(added);
    }
}

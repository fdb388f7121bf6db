using System.Collections.Concurrent;
using BookingEngine.Catalogue;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.ExternalCalendars;

/// <summary>Reads the busy times of a resource's external calendars, and caches them for two seconds. Reads nothing for a resource without external
/// calendars.</summary>
public sealed class ExternalBusyReader(IFeedStates states, FeedSchedule schedule, TimeProvider time)
{
    private const int MaximumEntries = 1_000;
    private static readonly Duration Age = Duration.FromSeconds(2);
    private readonly ConcurrentDictionary<ResourceId, Cached> _cached = [];

    public ValueTask<ExternalBusy> ReadAsync(ResourceId resource, ExternalCalendarList calendars, CancellationToken cancellation)
    {
        if (calendars.Calendars.IsEmpty)
        {
            return new(ExternalBusy.None);
        }

        var now = time.Now();
        return _cached.TryGetValue(resource, out var cached) && cached.Version == calendars.Version && now >= cached.At && now < cached.At + Age
            ? new(cached.Busy)
            : new(ReadAsync(resource, calendars, now, cancellation));
    }

    private async Task<ExternalBusy> ReadAsync(ResourceId resource, ExternalCalendarList calendars, Instant now, CancellationToken cancellation)
    {
        var found = await states.ListAsync(resource, cancellation);
        var listed = found.Where(state => calendars.Calendars.Any(calendar => calendar.Feed == state.Id)).ToList();
        var busy = ExternalBusy.Of(
            from state in listed
            where state.Reading is { Busy: not null, ReadAt: not null }
            select new ReadCalendar(state.Id, state.Reading.ReadAt!.Value, BusyTimes.Parse(state.Reading.Busy!)));
        if (_cached.Count >= MaximumEntries)
        {
            _cached.Clear();
        }

        _cached[resource] = new Cached(busy, calendars.Version, now);
        await schedule.RemindAsync(listed);
        return busy;
    }

    private sealed record Cached(ExternalBusy Busy, int Version, Instant At);
}

using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;

namespace BookingEngine.Waitlist.Offers;

/// <summary>Settles waitlists and reads them, together with those that somebody waits for at the same resources. It reads each calendar once.</summary>
internal sealed class WaitlistGathering(AggregateLoader loader, OfferSettlement settlement, WaitlistFlags flags, MatchFailures failures)
{
    private readonly Queue<ServiceId> _todo = new();
    private readonly HashSet<ServiceId> _seen = [];
    private readonly List<ServiceWaitlist> _lists = [];
    private readonly Dictionary<ServiceId, (long Version, IReadOnlyList<ResourceId> WaitedAt)> _known = [];
    private readonly Dictionary<ResourceId, IReadOnlyCollection<ServiceId>> _calendars = [];

    /// <returns>The waitlists with open entries.</returns>
    public async Task<IReadOnlyList<ServiceWaitlist>> RunAsync(
        IEnumerable<ServiceId> services, IEnumerable<ResourceId> resources, CancellationToken cancellation)
    {
        foreach (var service in services)
        {
            _todo.Enqueue(service);
        }

        foreach (var resource in resources)
        {
            await ReadAsync(resource, cancellation);
        }

        while (_todo.TryDequeue(out var service))
        {
            if (_seen.Add(service))
            {
                await failures.TryAsync($"the waitlist of {service}", () => AddAsync(service, cancellation));
            }
        }

        await CloseFlagsAsync(cancellation);
        return _lists;
    }

    private async Task AddAsync(ServiceId service, CancellationToken cancellation)
    {
        var (list, version) = await settlement.RunAsync(service, failures, cancellation);
        if (list.Entries.IsEmpty)
        {
            _known[service] = (version, []);
            await flags.CloseAsync(service, version, cancellation);
            return;
        }

        _lists.Add(list);
        await flags.OpenAsync(service, list.OpenedAt, cancellation);
        _known[service] = (version, await flags.ResourcesOfAsync(service, cancellation));
        foreach (var resource in _known[service].WaitedAt)
        {
            await failures.TryAsync($"the calendar of {resource}", () => ReadAsync(resource, cancellation));
        }
    }

    private async Task ReadAsync(ResourceId resource, CancellationToken cancellation)
    {
        if (!_calendars.ContainsKey(resource))
        {
            var calendar = (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(resource), cancellation)).State;

            // In the same order in every process, so that the seed of a simulation decides what happens.
            _calendars[resource] = [.. calendar.Waiting.Keys.OrderBy(service => service.Value, StringComparer.Ordinal)];
            foreach (var service in _calendars[resource])
            {
                _todo.Enqueue(service);
            }
        }
    }

    // A resource that a service has left keeps its flag until somebody looks.
    private async Task CloseFlagsAsync(CancellationToken cancellation)
    {
        foreach (var (resource, services) in _calendars)
        {
            foreach (var service in services)
            {
                if (_known.TryGetValue(service, out var known) && !known.WaitedAt.Contains(resource))
                {
                    await failures.TryAsync($"the calendar of {resource}", () => flags.CloseAsync(resource, service, known.Version, cancellation));
                }
            }
        }
    }
}

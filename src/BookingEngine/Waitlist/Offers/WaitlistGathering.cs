using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Waitlist.Signals;

namespace BookingEngine.Waitlist.Offers;

/// <summary>Settles waitlists and reads them, together with those that somebody waits for at the same resources. It reads each calendar once.</summary>
internal sealed class WaitlistGathering(AggregateLoader loader, OfferSettlement settlement, WaitlistFlags flags, MatchFailures failures)
{
    private readonly Queue<ServiceId> _todo = new();
    private readonly HashSet<ServiceId> _seen = [];
    private readonly List<LookRequest> _requests = [];
    private readonly List<ServiceWaitlist> _lists = [];
    private readonly HashSet<ResourceId> _freed = [];
    private readonly Dictionary<ServiceId, (long Version, IReadOnlyList<ResourceId> WaitedAt)> _known = [];
    private readonly Dictionary<ResourceId, IReadOnlyList<ServiceId>> _calendars = [];
    private readonly Dictionary<StreamName, IReadOnlyCollection<ServiceId>> _customers = [];
    private readonly HashSet<(StreamName, ServiceId)> _blocked = [];

    /// <summary>The waitlists with open entries.</summary>
    public IReadOnlyList<ServiceWaitlist> Lists => _lists;

    private bool IsCut => _todo.Any(service => !_seen.Contains(service));

    public async Task RunAsync(IReadOnlyCollection<LookRequest> requests, CancellationToken cancellation)
    {
        foreach (var request in requests)
        {
            _requests.Add(request);
            await failures.TryAsync($"{request.Stream}", () => StartAsync(request, cancellation));
        }

        while (_seen.Count < WaitlistMatcher.MaximumServices && _todo.TryDequeue(out var service))
        {
            if (_seen.Add(service))
            {
                await failures.TryAsync($"the waitlist of {service}", () => AddAsync(service, cancellation));
            }
        }
    }

    /// <summary>Slots of the service are free, and something keeps the entry's customer from them.</summary>
    public async Task FollowAsync(WaitlistEntry entry, Service service, BlockedCustomers blocked, CancellationToken cancellation) => _blocked.UnionWith(
        (await blocked.FollowAsync(entry, service, OpenedAt(service.Id), cancellation)).Select(stream => (stream, service.Id)));

    /// <summary>Where nobody waits any more. A resource that a service has left, and what has kept a customer from a place, keep their flags until somebody
    /// looks.</summary>
    public async Task CloseFlagsAsync(CancellationToken cancellation)
    {
        foreach (var (resource, service) in _calendars.SelectMany(calendar => calendar.Value.Select(service => (calendar.Key, service))))
        {
            if (_known.TryGetValue(service, out var known) && !known.WaitedAt.Contains(resource))
            {
                await CloseAsync<Calendar>(Calendar.StreamOf(resource), service, known.Version, cancellation);
            }
        }

        foreach (var (customer, service) in _customers.SelectMany(customer => customer.Value.Select(service => (customer.Key, service))))
        {
            if (_known.TryGetValue(service, out var known))
            {
                await CloseAsync<CustomerClaims>(customer, service, known.Version, cancellation);
            }
        }
    }

    /// <summary>What was asked for and left out, and the calendars where an offer has ended and not all who wait were seen. Mostly nothing.</summary>
    public IEnumerable<LookRequest> Rest() =>
    [
        .. _requests.Select(RestOf).OfType<LookRequest>(),
        .. _freed.Where(resource => !_calendars.TryGetValue(resource, out var services) || services.Any(service => !_seen.Contains(service)))
            .Select(resource => new LookRequest(Calendar.StreamOf(resource))),
    ];

    public LookResult ToResult() => new(_seen, [.. _lists.Select(list => list.Entries[0].ServiceId)], _calendars.Keys, IsCut, failures);

    private long OpenedAt(ServiceId service) => _lists.Find(list => list.Entries[0].ServiceId == service)!.OpenedAt;

    private async Task StartAsync(LookRequest request, CancellationToken cancellation)
    {
        if (request.Stream.Category == CustomerClaims.Category)
        {
            Enqueue(_customers[request.Stream] = [.. (await loader.RefreshAsync<CustomerClaims>(request.Stream, cancellation)).State.Waiting.Keys]);
            return;
        }

        if (request.Stream.Category != Calendar.Category)
        {
            _todo.Enqueue(new ServiceId(request.Stream.Id));
            return;
        }

        await ReadAsync(ResourceId.Of(request.Stream.Id), cancellation);
        Enqueue(ServicesOf(request));
    }

    private LookRequest? RestOf(LookRequest request)
    {
        if (request.Stream.Category != Calendar.Category)
        {
            return (_customers.GetValueOrDefault(request.Stream) ?? [new ServiceId(request.Stream.Id)]).All(_seen.Contains) ? null : request;
        }

        var services = ServicesOf(request);
        return services.FindIndex(service => !_seen.Contains(service)) switch
        {
            < 0 => null,
            0 => request,
            var next => request with { After = services[next - 1] },
        };
    }

    // None if the calendar could not be read.
    private List<ServiceId> ServicesOf(LookRequest request) =>
    [
        .. _calendars.GetValueOrDefault(ResourceId.Of(request.Stream.Id), [])
            .Where(service => request.After is not { } after || string.CompareOrdinal(service.Value, after.Value) > 0),
    ];

    private async Task AddAsync(ServiceId service, CancellationToken cancellation)
    {
        var ((list, version), ended) = await settlement.RunAsync(service, failures, cancellation);
        _freed.UnionWith(ended.SelectMany(offer => offer.ResourceIds));
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
            Enqueue(_calendars.GetValueOrDefault(resource, []));
        }
    }

    private async Task ReadAsync(ResourceId resource, CancellationToken cancellation)
    {
        if (!_calendars.ContainsKey(resource))
        {
            var calendar = (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(resource), cancellation)).State;

            // In the same order in every process.
            _calendars[resource] = [.. calendar.Waiting.Keys.OrderBy(service => service.Value, StringComparer.Ordinal)];
        }
    }

    private void Enqueue(IEnumerable<ServiceId> services)
    {
        foreach (var service in services.Where(service => !_seen.Contains(service)))
        {
            _todo.Enqueue(service);
        }
    }

    private Task CloseAsync<TState>(StreamName stream, ServiceId service, long version, CancellationToken cancellation)
        where TState : IAggregate<TState>, IWaitedFor => _blocked.Contains((stream, service)) ? Task.CompletedTask
        : failures.TryAsync($"{stream}", () => flags.CloseAsync<TState>(stream, service, version, cancellation));
}

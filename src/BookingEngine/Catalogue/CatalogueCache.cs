using System.Collections.Concurrent;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using NodaTime;

namespace BookingEngine.Catalogue;

/// <summary>Caches services and locations for two seconds. Changes by this process are visible at once. Misses are not cached, so a new
/// object is found at once.</summary>
public sealed class CatalogueCache(
    CatalogueReader<Service> services, CatalogueReader<Location> locations, IReadModelStore models, BookingPolicy policy, TimeProvider time)
{
    private const int MaximumEntries = 1_000, MaximumAtStart = 16;
    internal static readonly Duration Age = Duration.FromSeconds(2);
    private readonly ConcurrentDictionary<ServiceId, Cached<Service>> _services = [];
    private readonly ConcurrentDictionary<LocationId, Cached<Location>> _locations = [];
    private readonly ConcurrentDictionary<ResourceId, (Resource Of, ResourceLocations Locations)> _placed = [];

    private Task _start = Task.CompletedTask;
    private int _hasStarted;

    /// <summary>In a process that has read nothing yet: begins to read all services and locations, if they are few. So its first request waits for
    /// one read instead of one for each object.</summary>
    public void Begin()
    {
        if (Interlocked.Exchange(ref _hasStarted, 1) == 0)
        {
            _start = StartAsync();
        }
    }

    /// <summary>With its version, and the tenant's settings where it has none of its own. Null if it does not exist.</summary>
    public async Task<Service?> ServiceAsync(ServiceId id, CancellationToken cancellation) =>
        await FindServiceAsync(id, cancellation) is { } found ? await CompleteAsync(found, cancellation) : null;

    /// <summary>A visit with its services as they are now; another service unchanged.</summary>
    public async ValueTask<Service> CompleteAsync(Service service, CancellationToken cancellation)
    {
        if (service.Segments is not { } segments)
        {
            return service;
        }

        List<Service> parts = [];
        foreach (var segment in segments)
        {
            if (await FindServiceAsync(segment.ServiceId, cancellation) is { } part)
            {
                parts.Add(part);
            }
        }

        return parts.Count == segments.Length ? VisitPart.Complete(service, parts) : service with { Active = false };
    }

    /// <summary>Null if it does not exist.</summary>
    public Task<Location?> LocationAsync(LocationId id, CancellationToken cancellation) =>
        FindAsync(_locations, id, id.Value, locations, Complete, cancellation);

    /// <summary>Null if one of them does not exist.</summary>
    public async Task<ResourceLocations?> LocationsOfAsync(Resource resource, CancellationToken cancellation)
    {
        List<Location> found = [];
        foreach (var id in ResourceLocations.IdsOf(resource))
        {
            if (await LocationAsync(id, cancellation) is { } location)
            {
                found.Add(location);
            }
        }

        return _placed.TryGetValue(resource.Id, out var placed) && ReferenceEquals(placed.Of, resource) && placed.Locations.AreAll(found)
            ? placed.Locations
            : Place(resource, found);
    }

    private ResourceLocations? Place(Resource resource, List<Location> found)
    {
        if (_placed.Count >= MaximumEntries)
        {
            _placed.Clear();
        }

        if (ResourceLocations.Of(resource, found) is not { } locations)
        {
            return null;
        }

        _placed[resource.Id] = (resource, locations);
        return locations;
    }

    private async Task StartAsync()
    {
        var now = time.Now();
        try
        {
            if (await models.ListFewAsync([services.Documents, locations.Documents], MaximumAtStart, CancellationToken.None) is [var ofServices, var ofLocations])
            {
                Add(_services, services.Read(ofServices), id => new ServiceId(id), policy.Complete, now);
                Add(_locations, locations.Read(ofLocations), id => new LocationId(id), Complete, now);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The request reads what it needs by itself, and reports what is wrong with that.
        }
    }

    private static void Add<TId, T>(
        ConcurrentDictionary<TId, Cached<T>> cached, IReadOnlyDictionary<string, Definition<T>> all, Func<string, TId> idOf, Func<Definition<T>, T?> read, Instant now)
        where TId : struct
        where T : class
    {
        foreach (var (id, definition) in all)
        {
            if (read(definition) is { } value)
            {
                cached[idOf(id)] = new Cached<T>(value, now);
            }
        }
    }

    private static Location? Complete(Definition<Location> definition) =>
        definition.Value is { } location ? location with { Version = definition.Version } : null;

    private Task<Service?> FindServiceAsync(ServiceId id, CancellationToken cancellation) =>
        FindAsync(_services, id, id.Value, services, policy.Complete, cancellation);

    internal void Invalidate(ServiceId id) => _services.TryRemove(id, out _);

    internal void Invalidate(LocationId id) => _locations.TryRemove(id, out _);

    private async Task<T?> FindAsync<TId, T>(
        ConcurrentDictionary<TId, Cached<T>> cached, TId id, string text, CatalogueReader<T> reader, Func<Definition<T>, T?> read,
        CancellationToken cancellation)
        where TId : struct
        where T : class
    {
        await _start;
        var now = time.Now();
        if (cached.TryGetValue(id, out var entry) && now >= entry.At && now < entry.At + Age)
        {
            return entry.Value;
        }

        if (await reader.FindAsync(text, cancellation) is not { } found || read(found) is not { } value)
        {
            return null;
        }

        if (cached.Count >= MaximumEntries)
        {
            cached.Clear();
        }

        cached[id] = new Cached<T>(value, now);
        return value;
    }

    private sealed record Cached<T>(T Value, Instant At);
}

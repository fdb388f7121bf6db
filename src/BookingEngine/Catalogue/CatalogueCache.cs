using System.Collections.Concurrent;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Catalogue;

/// <summary>Caches services and locations for two seconds. Changes by this process are visible at once. Misses are not cached, so a new
/// object is found at once.</summary>
public sealed class CatalogueCache(
    CatalogueReader<Service> services, CatalogueReader<Location> locations, BookingPolicy policy, TimeProvider time)
{
    private const int MaximumEntries = 1_000;
    private static readonly Duration Age = Duration.FromSeconds(2);
    private readonly ConcurrentDictionary<ServiceId, Cached<Service>> _services = [];
    private readonly ConcurrentDictionary<LocationId, Cached<Location>> _locations = [];

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
        FindAsync(_locations, id, id.Value, locations, definition => definition.Value is { } location ? location with { Version = definition.Version } : null, cancellation);

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

        return ResourceLocations.Of(resource, found);
    }

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

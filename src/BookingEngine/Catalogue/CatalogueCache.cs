using System.Collections.Concurrent;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Catalogue;

/// <summary>Services and locations as they were at most two seconds ago; a change by this process is seen at once. What is not there is asked for each
/// time, so that it is found as soon as it is.</summary>
public sealed class CatalogueCache(CatalogueReader<Service> services, CatalogueReader<Location> locations, TimeProvider time)
{
    private const int MaximumEntries = 1_000;
    private static readonly Duration Age = Duration.FromSeconds(2);
    private readonly ConcurrentDictionary<ServiceId, Read<Service>> _services = [];
    private readonly ConcurrentDictionary<LocationId, Read<Location>> _locations = [];

    /// <summary>Null where there is none.</summary>
    public Task<Service?> ServiceAsync(ServiceId id, CancellationToken cancellation) => FindAsync(_services, id, id.Value, services, cancellation);

    /// <summary>Null where there is none.</summary>
    public Task<Location?> LocationAsync(LocationId id, CancellationToken cancellation) => FindAsync(_locations, id, id.Value, locations, cancellation);

    internal void Forget(ServiceId id) => _services.TryRemove(id, out _);

    internal void Forget(LocationId id) => _locations.TryRemove(id, out _);

    private async Task<T?> FindAsync<TId, T>(
        ConcurrentDictionary<TId, Read<T>> known, TId id, string text, CatalogueReader<T> reader, CancellationToken cancellation)
        where TId : struct
        where T : class
    {
        var now = time.Now();
        if (known.TryGetValue(id, out var read) && now >= read.At && now < read.At + Age)
        {
            return read.Value;
        }

        if ((await reader.FindAsync(text, cancellation))?.Value is not { } value)
        {
            return null;
        }

        if (known.Count >= MaximumEntries)
        {
            known.Clear();
        }

        known[id] = new Read<T>(value, now);
        return value;
    }

    private sealed record Read<T>(T Value, Instant At);
}

using BookingEngine.Catalogue;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Branding;

/// <summary>Caches the brand for two seconds. Changes by this process are visible at once.</summary>
public sealed class BrandCache(CatalogueReader<Brand> reader, TimeProvider time)
{
    private static readonly Duration Age = Duration.FromSeconds(2);
    private volatile Cached? _cached;

    public async Task<Brand> FindAsync(CancellationToken cancellation)
    {
        var now = time.Now();
        if (_cached is { } cached && now >= cached.At && now < cached.At + Age)
        {
            return cached.Brand;
        }

        var found = (await reader.FindAsync(BrandState.Id, cancellation))!.Value!;
        _cached = new Cached(found, now);
        return found;
    }

    /// <summary>The brand, or the neutral one while the store does not answer: for pages that need no store.</summary>
    public async Task<Brand> FindOrNeutralAsync(CancellationToken cancellation)
    {
        try
        {
            return await FindAsync(cancellation);
        }
        catch (StoreUnavailableException)
        {
            return BrandState.Kind.Initial;
        }
    }

    internal void Invalidate() => _cached = null;

    private sealed record Cached(Brand Brand, Instant At);
}

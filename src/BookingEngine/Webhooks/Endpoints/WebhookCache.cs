using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Webhooks.Endpoints;

/// <summary>Caches the active endpoints for two seconds. Changes by this process are visible at once. What another process overlooks meanwhile,
/// the look after a change finds.</summary>
public sealed class WebhookCache(CatalogueReader<WebhookEndpoint> reader, TimeProvider time)
{
    internal static readonly Duration Age = Duration.FromSeconds(2);
    private volatile Cached? _cached;

    public async Task<ImmutableArray<WebhookEndpoint>> FindActiveAsync(CancellationToken cancellation)
    {
        var now = time.Now();
        if (_cached is { } cached && now >= cached.At && now < cached.At + Age)
        {
            return cached.Active;
        }

        var (all, _) = await reader.ListAsync(after: null, limit: null, includeRetired: false, cancellation);
        _cached = new Cached([.. all.Where(endpoint => endpoint.Active)], now);
        return _cached.Active;
    }

    internal void Invalidate() => _cached = null;

    private sealed record Cached(ImmutableArray<WebhookEndpoint> Active, Instant At);
}

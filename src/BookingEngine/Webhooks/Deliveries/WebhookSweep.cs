using BookingEngine.Catalogue;
using BookingEngine.Ports;
using BookingEngine.Webhooks.Endpoints;
using NodaTime;

namespace BookingEngine.Webhooks.Deliveries;

/// <param name="Waiting">The number of endpoints that something waits for.</param>
/// <param name="Disabled">The number of endpoints that the system has disabled.</param>
public sealed record WebhookSweepResult(int Waiting, int Disabled);

/// <summary>Queues endpoints whose deliveries are overdue: a message was lost, or a run died. Deletes what is too old. A tenant without endpoints pays
/// one read.</summary>
public sealed class WebhookSweep(CatalogueReader<WebhookEndpoint> reader, IWebhookDeliveries deliveries, WebhookSignal signal, TimeProvider time)
{
    /// <summary>How long deliveries are kept.</summary>
    public static readonly Duration Kept = Duration.FromDays(30);

    private const int MostPurged = 1_000;
    private static readonly Duration Grace = Duration.FromMinutes(1);

    public async Task<WebhookSweepResult> RunAsync(CancellationToken cancellation)
    {
        var (all, _) = await reader.ListAsync(after: null, limit: null, includeRetired: true, cancellation);
        var (waiting, now) = (0, time.Now());
        foreach (var endpoint in all.Where(endpoint => endpoint.Id != WebhookEndpoints.Kind.InitialId))
        {
            if (await deliveries.ListDueAsync(endpoint.Id, Instant.MaxValue, limit: 1, cancellation) is [var next])
            {
                waiting++;
                if (next.NextAt < now - Grace)
                {
                    await signal.SendAsync(endpoint.Id);
                }
            }
        }

        if (all.Count > 1)
        {
            await deliveries.PurgeAsync(now - Kept, MostPurged);
        }

        return new WebhookSweepResult(waiting, all.Count(endpoint => endpoint is { Deleted: false, DisabledBecause: not null }));
    }
}

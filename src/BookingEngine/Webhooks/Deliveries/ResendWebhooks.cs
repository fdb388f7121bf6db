using BookingEngine.Catalogue;
using BookingEngine.Ports;
using BookingEngine.Webhooks.Endpoints;
using NodaTime;

namespace BookingEngine.Webhooks.Deliveries;

/// <summary>Sends again what was sent, given up or skipped. What still waits is not touched.</summary>
public sealed class ResendWebhooks(EndpointReader endpoints, IWebhookDeliveries deliveries, RetrySchedule schedule, WebhookSignal signal, TimeProvider time)
{
    private const int PageSize = 100, MostPerSecond = 10;

    public async Task<Outcome<WebhookDelivery>> ResendAsync(string endpointId, string id, CancellationToken cancellation)
    {
        if (await CheckAsync(endpointId, cancellation) is { } refusal)
        {
            return refusal;
        }

        if (await deliveries.FindAsync(endpointId, id, cancellation) is not { } delivery)
        {
            return CatalogueRefusals.NotFound;
        }

        if (delivery.State is not WebhookDeliveryState.Pending)
        {
            delivery = await AgainAsync(delivery, time.Now()) ?? delivery;
            await signal.SendAsync(endpointId);
        }

        return delivery;
    }

    /// <summary>Sends everything since an instant again, as far as the log goes back. It is spread, so that it does not come at once.</summary>
    /// <param name="state">Only deliveries in this state; null for all that have ended.</param>
    /// <returns>How many.</returns>
    public async Task<Outcome<int>> ResendSinceAsync(string endpointId, Instant since, WebhookDeliveryState? state, CancellationToken cancellation)
    {
        if (await CheckAsync(endpointId, cancellation) is { } refusal)
        {
            return refusal;
        }

        var (count, now) = (0, time.Now());
        WebhookLogPlace? after = null;
        while (await deliveries.ListAsync(endpointId, new(state, null, since), after, PageSize, cancellation) is { Count: > 0 } page)
        {
            foreach (var delivery in page.Where(d => d.State is not WebhookDeliveryState.Pending))
            {
                var spread = Duration.FromSeconds((double)(count + 1) / MostPerSecond);
                count += await AgainAsync(delivery, now + schedule.Within(spread)) is null ? 0 : 1;
            }

            after = new(page[^1].CreatedAt, page[^1].Id);
        }

        await signal.SendAsync(endpointId);
        return count;
    }

    private async Task<Refusal?> CheckAsync(string endpointId, CancellationToken cancellation) => await endpoints.FindAsync(endpointId, cancellation) switch
    {
        null => CatalogueRefusals.NotFound,
        { Active: false } => WebhookRefusals.Inactive,
        _ => null,
    };

    // Null if somebody else was faster.
    private async Task<WebhookDelivery?> AgainAsync(WebhookDelivery delivery, Instant at)
    {
        var again = delivery.Again(at) with { Revision = delivery.Revision + 1 };
        return await deliveries.TryReplaceAsync(again) ? again : null;
    }
}

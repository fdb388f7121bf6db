using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Webhooks.Deliveries;
using NodaTime;

namespace BookingEngine.Webhooks.Sending;

/// <summary>Sends what is due to one endpoint, for half a minute at most. A lease in the store keeps other runs for the endpoint away, and no run waits
/// for another: so a slow endpoint delays no other one.</summary>
public sealed class DeliverWebhooksHandler(
    WebhookCatchUp catchUp, EndpointReader endpoints, IWebhookDeliveries deliveries, WebhookConditions conditions, WebhookDelivering delivering,
    WebhookSignal signal, ILeases leases, IIds ids, TimeProvider time)
{
    /// <summary>No attempt begins later in a run.</summary>
    public static readonly Duration RunLength = Duration.FromSeconds(30);

    private const int PageSize = 64;

    /// <summary>Longer than a run with its last attempt.</summary>
    private static readonly Duration LeaseLength = RunLength + WebhookSender.TimeLimit + Duration.FromSeconds(15), Second = Duration.FromSeconds(1);

    /// <param name="message">The id of an endpoint, or a look after a change.</param>
    public async Task HandleAsync(string message, CancellationToken cancellation)
    {
        if (await catchUp.TryHandleAsync(message, cancellation))
        {
            return;
        }

        var (endpoint, owner, now) = (message, ids.Next().ToString(), time.Now());
        if (!await leases.TryTakeAsync(LeaseOf(endpoint), owner, now, LeaseLength))
        {
            // The run that has the lease looks once more after it. If it died, this message does.
            await WakeAsync(endpoint, now + LeaseLength, cancellation);
            return;
        }

        try
        {
            await RunAsync(endpoint, now + RunLength, cancellation);
        }
        finally
        {
            await leases.ReleaseAsync(LeaseOf(endpoint), owner);
        }

        await ContinueLaterAsync(endpoint, cancellation);
    }

    private async Task RunAsync(string id, Instant end, CancellationToken cancellation)
    {
        while (time.Now() < end)
        {
            var endpoint = await endpoints.FindAsync(id, cancellation);
            var now = time.Now();
            if (endpoint is { Active: true } && (await conditions.FindAsync(id, cancellation)).PausedUntil > now)
            {
                return;
            }

            var due = await deliveries.ListDueAsync(id, endpoint is { Active: true } ? now : Instant.MaxValue, PageSize, cancellation);
            if (due.Count == 0)
            {
                return;
            }

            await delivering.DeliverAsync(due, end, cancellation);
        }
    }

    // After the lease: a process that queued something meanwhile may have found it taken.
    private async Task ContinueLaterAsync(string endpoint, CancellationToken cancellation)
    {
        if (await deliveries.ListDueAsync(endpoint, Instant.MaxValue, limit: 1, cancellation) is not [var next])
        {
            return;
        }

        var (now, pausedUntil) = (time.Now(), (await conditions.FindAsync(endpoint, cancellation)).PausedUntil);
        var at = pausedUntil is { } until ? Instant.Max(until, next.NextAt) : next.NextAt;
        if (at <= now)
        {
            await signal.SendAsync(endpoint, Duration.Zero);
        }
        else
        {
            await WakeAsync(endpoint, at, cancellation);
        }
    }

    // One message is enough: each run that ends leaves the next one.
    private async Task WakeAsync(string endpoint, Instant at, CancellationToken cancellation)
    {
        var now = time.Now();
        var isKnown = false;
        await conditions.ChangeAsync(
            endpoint,
            current =>
            {
                isKnown = current.WakeAt > now && current.WakeAt <= at;
                return isKnown ? current : current with { WakeAt = at };
            },
            cancellation);
        if (!isKnown)
        {
            await signal.SendAsync(endpoint, at - now + Second);
        }
    }

    private static string LeaseOf(string endpoint) => $"webhook {endpoint}";
}

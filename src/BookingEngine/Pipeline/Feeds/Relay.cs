using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Telemetry;
using NodaTime;

namespace BookingEngine.Pipeline.Feeds;

/// <summary>Carries the feed onto the queue: one message per page and advanced stream that some subscription has not fully applied. Most commands send
/// their own message, so most streams need none.</summary>
public sealed class Relay(
    IFeed feed, SubscriptionPositions positions, IMessageQueue queue, ICheckpoints checkpoints, ILeases leases, IIds ids, TimeProvider time)
{
    public const string Checkpoint = "relay";
    private static readonly Duration LeaseLength = Duration.FromSeconds(30), RetrySpacing = Duration.FromSeconds(1);
    private readonly Lock _lock = new();
    private Instant _nextRetry = Instant.MinValue;

    /// <summary>Relays until the feed is at its end, unless another instance is relaying. It saves a position only after all messages of
    /// the page are on the queue. A crash in between may repeat messages but loses none.</summary>
    /// <returns>How many messages were sent.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var owner = ids.Next().ToString("N");
        var sent = 0;
        while (await leases.TryTakeAsync(Checkpoint, owner, time.Now(), LeaseLength))
        {
            try
            {
                sent += await DrainAsync(owner, cancellation);
            }
            finally
            {
                await leases.ReleaseAsync(Checkpoint, owner);
            }

            // A relay that got a signal while we held the lease has stopped without reading. So check again after the release.
            if ((await ReadPageAsync(cancellation)).Page.Advanced.IsEmpty)
            {
                return sent;
            }
        }

        await SendRetryAsync();
        return sent;
    }

    // Another instance holds the lease and relays the rest. If it dies, this signal starts a relay after the lease has expired.
    // The rate is limited: of many simultaneous signals, all but one would send a retry, and the retries would collide again.
    private async Task SendRetryAsync()
    {
        if (!MayRetry(time.Now()))
        {
            return;
        }

        try
        {
            await queue.SendAsync(QueueNames.RelaySignals, "again", (LeaseLength + RetrySpacing).ToTimeSpan());
        }
        catch
        {
            AllowRetry();
            throw;
        }
    }

    // At most one retry per second. The retry becomes visible after every lease that was found taken within that second.
    private bool MayRetry(Instant now)
    {
        lock (_lock)
        {
            var may = now >= _nextRetry;
            _nextRetry = may ? now + RetrySpacing : _nextRetry;
            return may;
        }
    }

    private void AllowRetry()
    {
        lock (_lock)
        {
            _nextRetry = Instant.MinValue;
        }
    }

    private async Task<int> DrainAsync(string owner, CancellationToken cancellation)
    {
        var sent = 0;
        bool more;
        do
        {
            (var messages, more) = await RelayPageAsync(cancellation);
            sent += messages;
        }
        while (more && await leases.TryTakeAsync(Checkpoint, owner, time.Now(), LeaseLength));
        return sent;
    }

    private async Task<(int Sent, bool More)> RelayPageAsync(CancellationToken cancellation)
    {
        var (page, saved) = await ReadPageAsync(cancellation);
        if (page.HistoryLost)
        {
            await Sweep.RequestFullAsync(checkpoints, cancellation);
        }

        var advanced = page.Advanced.GroupBy(a => a.Stream).Select(g => new StreamAdvanced(g.Key, g.Max(a => a.Version))).ToList();
        var sent = await SendAsync(advanced, cancellation);
        EngineTelemetry.Relayed.Add(sent);
        var moved = page.Position.Value == saved || await checkpoints.TryReplaceAsync(Checkpoint, saved, page.Position.Value);
        return (sent, moved && advanced.Count > 0);
    }

    private async Task<int> SendAsync(List<StreamAdvanced> advanced, CancellationToken cancellation)
    {
        var applied = await positions.SlowestAsync([.. advanced.Select(a => a.Stream)], cancellation);
        var lagging = advanced.Where(a => applied[a.Stream] < a.Version).ToList();
        foreach (var advance in lagging)
        {
            await queue.SendAsync(QueueNames.StreamAdvances, advance.ToJson());
        }

        return lagging.Count;
    }

    private async Task<(FeedPage Page, string? Saved)> ReadPageAsync(CancellationToken cancellation)
    {
        var saved = await checkpoints.FindAsync(Checkpoint, cancellation);
        return (await feed.ReadAsync(saved is null ? null : new FeedPosition(saved), cancellation), saved);
    }
}

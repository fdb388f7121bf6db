using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Telemetry;
using NodaTime;

namespace BookingEngine.Pipeline.Feeds;

/// <summary>Carries the feed onto the queue: one message per advanced stream and page.</summary>
public sealed class Relay(IFeed feed, IMessageQueue queue, ICheckpoints checkpoints, ILeases leases, IIds ids, TimeProvider time)
{
    public const string Checkpoint = "relay";
    private static readonly Duration LeaseLength = Duration.FromSeconds(30), RetrySpacing = Duration.FromSeconds(1);
    private readonly Lock _lock = new();
    private Instant _nextRetry = Instant.MinValue;

    /// <summary>Relays until the feed is at its end, unless another instance relays. A position is saved only after the whole page's
    /// messages are on the queue: a crash between doubles messages and loses none.</summary>
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

            // A relay that was woken while the lease was ours has stopped: look once more after the lease ended.
            if ((await ReadPageAsync(cancellation)).Page.Advanced.IsEmpty)
            {
                return sent;
            }
        }

        await SendRetryAsync();
        return sent;
    }

    // Another instance relays the rest. Should it have died, this wakes a relay when the lease is over. Without a limit, of many wake-ups that
    // come at the same time each but one would send another, and they would meet again.
    private async Task SendRetryAsync()
    {
        if (!MayRetry(time.Now()))
        {
            return;
        }

        try
        {
            await queue.SendAsync(QueueNames.RelayWakeUps, "again", (LeaseLength + RetrySpacing).ToTimeSpan());
        }
        catch
        {
            AllowRetry();
            throw;
        }
    }

    // At most one a second. It becomes visible after every lease that was found taken within that second.
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
            await Sweep.DemandFullAsync(checkpoints, cancellation);
        }

        var advanced = page.Advanced.GroupBy(a => a.Stream).Select(g => new StreamAdvanced(g.Key, g.Max(a => a.Version))).ToList();
        foreach (var advance in advanced)
        {
            await queue.SendAsync(QueueNames.StreamAdvances, advance.ToJson());
        }

        EngineTelemetry.Relayed.Add(advanced.Count);
        var kept = page.Position.Value == saved || await checkpoints.TryReplaceAsync(Checkpoint, saved, page.Position.Value);
        return (advanced.Count, kept && advanced.Count > 0);
    }

    private async Task<(FeedPage Page, string? Saved)> ReadPageAsync(CancellationToken cancellation)
    {
        var saved = await checkpoints.FindAsync(Checkpoint, cancellation);
        return (await feed.ReadAsync(saved is null ? null : new FeedPosition(saved), cancellation), saved);
    }
}

using BookingEngine.Ports;
using BookingEngine.Telemetry;
using NodaTime;

namespace BookingEngine.Pipeline;

/// <summary>Carries the feed onto the queue: one message per advanced stream and page.</summary>
public sealed class Relay(IFeed feed, IMessageQueue queue, ICheckpoints checkpoints, ILeases leases, IIds ids, TimeProvider time)
{
    public const string Checkpoint = "relay";
    private static readonly Duration LeaseLength = Duration.FromSeconds(30);

    /// <summary>Relays until the feed is at its end, unless another instance is at it. A position is saved only after the whole page's
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

            // Whoever was woken while the lease was ours went away again: look once more, now that it is not.
            if ((await ReadPageAsync(cancellation)).Page.Advanced.IsEmpty)
            {
                return sent;
            }
        }

        // Another is at it, and sees to the rest; or died at it, and then this wakes someone when its lease is over.
        await queue.SendAsync(QueueNames.RelayWakeUps, "again", LeaseLength.ToTimeSpan());
        return sent;
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

using BookingEngine.Ports;
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
            var (messages, more) = await RelayPageAsync(cancellation);
            sent += messages;
            if (!more)
            {
                await leases.ReleaseAsync(Checkpoint, owner);
                break;
            }
        }

        return sent;
    }

    private async Task<(int Sent, bool More)> RelayPageAsync(CancellationToken cancellation)
    {
        var saved = await checkpoints.FindAsync(Checkpoint, cancellation);
        var page = await feed.ReadAsync(saved is null ? null : new FeedPosition(saved), cancellation);
        if (page.HistoryLost)
        {
            await Sweep.DemandFullAsync(checkpoints, cancellation);
        }

        var advanced = page.Advanced.GroupBy(a => a.Stream).Select(g => new StreamAdvanced(g.Key, g.Max(a => a.Version))).ToList();
        foreach (var advance in advanced)
        {
            await queue.SendAsync(QueueNames.StreamAdvances, advance.ToJson());
        }

        var kept = page.Position.Value == saved || await checkpoints.TryReplaceAsync(Checkpoint, saved, page.Position.Value);
        return (advanced.Count, kept && advanced.Count > 0);
    }
}

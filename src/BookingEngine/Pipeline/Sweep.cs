using System.Runtime.CompilerServices;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.ReadModels;
using BookingEngine.Telemetry;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Pipeline;

/// <summary>Compares the versions of streams with the positions of all subscriptions and queues every stream that one of them lags behind. It finds
/// what lost messages have left, so that the relay need not be certain.</summary>
public sealed class Sweep(
    IEventStore store, Subscriptions subscriptions, SubscriptionPositions positions, IMessageQueue queue, ICheckpoints checkpoints, TimeProvider time)
{
    public const string Checkpoint = "sweep";
    private const string Everything = "everything";
    private const int PageSize = 500;

    /// <summary>How far back a sweep looks before the last one: more than clocks of instances may differ and a commit may take.</summary>
    internal static readonly Duration Overlap = Duration.FromMinutes(10);

    /// <summary>Has the next sweep cover every stream that exists.</summary>
    public static async Task DemandFullAsync(ICheckpoints checkpoints, CancellationToken cancellation)
    {
        string? saved;
        do
        {
            saved = await checkpoints.FindAsync(Checkpoint, cancellation);
        }
        while (saved is not (null or Everything) && !await checkpoints.TryReplaceAsync(Checkpoint, saved, Everything));
    }

    /// <summary>Sweeps what was written since the oldest event that someone still lacked at the last sweep; everything where there was
    /// none, one was demanded, or someone new follows.</summary>
    /// <returns>How many lagging streams were queued.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var allApplied = time.Now();
        var saved = await checkpoints.FindAsync(Checkpoint, cancellation);
        var found = 0;
        await foreach (var lagging in FindLaggingAsync(SinceOf(saved), cancellation))
        {
            await queue.SendAsync(QueueNames.StreamAdvances, new StreamAdvanced(lagging.Stream, lagging.Version).ToJson());
            allApplied = Instant.Min(allApplied, lagging.OldestUnapplied);
            found++;
        }

        EngineTelemetry.SweepFinds.Add(found);

        // Where this fails, a full sweep was demanded meanwhile, or another instance swept: either way nothing may be skipped.
        await checkpoints.TryReplaceAsync(Checkpoint, saved, $"{InstantPattern.ExtendedIso.Format(allApplied)} {subscriptions.Names}");
        return found;
    }

    /// <summary>The streams that some follower has not caught up with, of those written since (null: of all).</summary>
    public async IAsyncEnumerable<LaggingStream> FindLaggingAsync(
        Instant? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        StreamName? after = null;
        while (await store.PageAsync(since, after, PageSize, cancellation) is { Count: > 0 } page)
        {
            var applied = await positions.SlowestAsync([.. page.Select(p => p.Stream)], cancellation);
            foreach (var stream in page.Where(p => applied[p.Stream] < p.Version))
            {
                yield return new LaggingStream(stream.Stream, stream.Version, await TimeAfterAsync(stream.Stream, applied[stream.Stream], cancellation));
            }

            after = page[^1].Stream;
        }
    }

    // A stream that cannot be read is queued like any other: who takes its message fails on it, visibly, and the rest is swept all the same.
    private async Task<Instant> TimeAfterAsync(StreamName stream, long version, CancellationToken cancellation)
    {
        try
        {
            return await store.ReadAsync(stream, version, 1, cancellation) is [var oldest, ..] ? oldest.Metadata.RecordedAt : time.Now();
        }
        catch (DamagedStreamException)
        {
            return time.Now();
        }
    }

    // Null, for everything, where the checkpoint was left by other subscriptions than today's.
    private Instant? SinceOf(string? saved) => saved?.Split(' ', 2) is [var instant, var names] && names == subscriptions.Names
        ? InstantPattern.ExtendedIso.Parse(instant).Value - Overlap
        : null;
}

/// <param name="OldestUnapplied">When the first event was recorded that someone still lacks.</param>
public readonly record struct LaggingStream(StreamName Stream, long Version, Instant OldestUnapplied);

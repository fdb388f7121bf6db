using System.Runtime.CompilerServices;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Pipeline;

/// <summary>The guarantee behind the relay's speed: compares the versions of streams with those of the read models and queues every
/// stream that lags, whatever became of its messages.</summary>
public sealed class Sweep(
    IEventStore store, ProjectionSet projections, IReadModelStore models, IMessageQueue queue, ICheckpoints checkpoints, TimeProvider time)
{
    public const string Checkpoint = "sweep";
    private const string Everything = "everything";
    private const int PageSize = 500;

    /// <summary>How far back a sweep looks before the last one: more than clocks of instances may differ and a commit may take.</summary>
    private static readonly Duration Overlap = Duration.FromMinutes(10);

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

    /// <summary>Sweeps what was written since the last sweep, or everything where no sweep has ended yet or one was demanded.</summary>
    /// <returns>How many lagging streams were queued.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var started = time.Now();
        var saved = await checkpoints.FindAsync(Checkpoint, cancellation);
        var since = saved is null or Everything ? null : (Instant?)InstantPattern.ExtendedIso.Parse(saved).Value - Overlap;
        var found = 0;
        await foreach (var lagging in FindLaggingAsync(since, cancellation))
        {
            await queue.SendAsync(QueueNames.StreamAdvances, new StreamAdvanced(lagging.Stream, lagging.Version).ToJson());
            found++;
        }

        // Where this fails, a full sweep was demanded meanwhile, or another instance swept: either way nothing may be skipped.
        await checkpoints.TryReplaceAsync(Checkpoint, saved, InstantPattern.ExtendedIso.Format(started));
        return found;
    }

    /// <summary>The streams that some read model has not caught up with, of those written since (null: of all).</summary>
    public async IAsyncEnumerable<StreamVersion> FindLaggingAsync(
        Instant? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        StreamName? after = null;
        while (await PageAsync(since, after, cancellation) is { Count: > 0 } page)
        {
            foreach (var stream in page)
            {
                if (await LagsAsync(stream, cancellation))
                {
                    yield return stream;
                }
            }

            after = page[^1].Stream;
        }
    }

    private Task<IReadOnlyList<StreamVersion>> PageAsync(Instant? since, StreamName? after, CancellationToken cancellation) => since is { } from
        ? store.ListWrittenSinceAsync(from, after, PageSize, cancellation)
        : store.ListStreamsAsync(after, PageSize, cancellation);

    private async Task<bool> LagsAsync(StreamVersion stream, CancellationToken cancellation)
    {
        foreach (var projection in projections.Of(stream.Stream))
        {
            if (await models.PositionAsync(projection.Model, stream.Stream, cancellation) < stream.Version)
            {
                return true;
            }
        }

        return false;
    }
}

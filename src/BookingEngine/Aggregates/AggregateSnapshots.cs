using BookingEngine.EventSourcing;
using BookingEngine.Telemetry;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Aggregates;

/// <summary>A snapshot is saved each time a stream passes a multiple of this number, doubled until it is a quarter of the aggregate's size or more. So an
/// event pays for at most four entries of a snapshot. If the last snapshot was saved, a command without a cached state folds at most this many
/// events, or half as many as the aggregate has entries, and those of one commit.</summary>
public sealed record SnapshotInterval(int Events)
{
    private const int EntriesPerEvent = 4;

    public static SnapshotInterval Default { get; } = new(200);

    /// <param name="before">The version before a run of commits.</param>
    /// <param name="after">The version after it.</param>
    /// <param name="size">The aggregate's size after it.</param>
    public bool IsPassed(long before, long after, int size)
    {
        var events = (long)Events;
        while (events * EntriesPerEvent < size)
        {
            events *= 2;
        }

        return before / events != after / events;
    }
}

/// <summary>Turns aggregates into snapshots and back. Snapshots are optional: unusable ones are ignored, and failed saves are
/// logged.</summary>
public sealed class AggregateSnapshots(ISnapshots snapshots, SnapshotInterval interval, ILogger<AggregateSnapshots> logger)
{
    /// <summary>Null if there is no snapshot, or it has another shape, or it cannot be read.</summary>
    public async Task<RestoredState<TState>?> FindAsync<TState>(StreamName stream, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        if (await snapshots.FindAsync(stream, cancellation) is not { } snapshot)
        {
            return null;
        }

        if (snapshot.Version < 1 || !TState.Shape.CanRead(snapshot.Shape))
        {
            LogUnusable(stream);
            return null;
        }

        return TryRead<TState>(stream, snapshot) is { } at
            ? new RestoredState<TState>(new Versioned<TState>(at.State, snapshot.Version), new CommitId(at.Commit))
            : null;
    }

    public void LogUnusable(StreamName stream) => logger.SnapshotIgnored(stream.Value);

    /// <summary>Saves a snapshot if the events after <paramref name="versionBefore"/> passed the interval. A failure is counted and
    /// logged, but does not fail the command.</summary>
    /// <param name="last">The commit that led to the aggregate's version.</param>
    public async Task SaveAsync<TState>(StreamName stream, long versionBefore, Versioned<TState> aggregate, CommitId last)
        where TState : IAggregate<TState>
    {
        if (!interval.IsPassed(versionBefore, aggregate.Version, aggregate.State.Size))
        {
            return;
        }

        try
        {
            Snapshot.EnsureMayFit(stream, aggregate.State.Size);
            var json = TState.Shape.Write(new StateAt<TState>(last.Value, aggregate.State));
            var snapshot = new Snapshot(stream, aggregate.Version, TState.Shape.Name, json);
            snapshot.EnsureFits();
            await snapshots.SaveAsync(snapshot);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            EngineTelemetry.SnapshotFailures.Add(1, new KeyValuePair<string, object?>("category", TState.Category));
            logger.SnapshotNotSaved(stream.Value, e);
        }
    }

    // A failure does no harm, because the events hold everything. It is logged, because it makes each cold start slow.
    private StateAt<TState>? TryRead<TState>(StreamName stream, Snapshot snapshot)
        where TState : IAggregate<TState>
    {
        try
        {
            return TState.Shape.Read(snapshot.Json);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.SnapshotUnreadable(stream.Value, e);
            return null;
        }
    }
}

/// <summary>An aggregate from a snapshot.</summary>
/// <param name="Last">The newest commit that the snapshot contains.</param>
public sealed record RestoredState<TState>(Versioned<TState> Aggregate, CommitId Last)
{
    /// <summary>Whether the snapshot belongs to the stream's history. The commits must start with the one at the snapshot's
    /// version.</summary>
    public bool IsBasedOn(IReadOnlyList<StoredCommit> commits) =>
        commits is [var first, ..] && first.Version == Aggregate.Version && first.Id == Last;
}

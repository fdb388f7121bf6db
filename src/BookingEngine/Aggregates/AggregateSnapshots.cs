using BookingEngine.EventSourcing;
using BookingEngine.Telemetry;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Aggregates;

/// <summary>After how many events of a stream a snapshot is kept. So many, and those of one commit, are what a command folds at most
/// where this process does not know the stream and the last snapshot could be kept.</summary>
public sealed record SnapshotInterval(int Events)
{
    public static SnapshotInterval Default { get; } = new(200);
}

/// <summary>Turns aggregates into snapshots and back. What cannot be used is passed over, and what cannot be kept is left.</summary>
public sealed class AggregateSnapshots(ISnapshots snapshots, SnapshotInterval interval, ILogger<AggregateSnapshots> logger)
{
    /// <summary>Null where there is no snapshot, or one of another shape, or one that does not read.</summary>
    public async Task<KeptState<TState>?> FindAsync<TState>(StreamName stream, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        if (await snapshots.FindAsync(stream, cancellation) is not { } snapshot)
        {
            return null;
        }

        if (snapshot.Version > 0 && snapshot.Shape == TState.Shape.Name && TryRead<TState>(snapshot) is { } at)
        {
            return new KeptState<TState>(new Versioned<TState>(at.State, snapshot.Version), new CommitId(at.Commit));
        }

        LogUnusable(stream);
        return null;
    }

    public void LogUnusable(StreamName stream) => logger.SnapshotPassedOver(stream.Value);

    /// <summary>Keeps a snapshot if the events after <paramref name="before"/> have led past a multiple of the interval. A failure is
    /// counted and logged; whatever was done before it stands.</summary>
    /// <param name="last">The commit that led to the version reached.</param>
    public async Task SaveAsync<TState>(StreamName stream, long before, Versioned<TState> reached, CommitId last)
        where TState : IAggregate<TState>
    {
        if (before / interval.Events == reached.Version / interval.Events)
        {
            return;
        }

        try
        {
            var json = TState.Shape.Write(new StateAt<TState>(last.Value, reached.State));
            var snapshot = new Snapshot(stream, reached.Version, TState.Shape.Name, json);
            snapshot.EnsureFits();
            await snapshots.SaveAsync(snapshot);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            EngineTelemetry.SnapshotFailures.Add(1, new KeyValuePair<string, object?>("category", TState.Category));
            logger.SnapshotNotKept(stream.Value, e);
        }
    }

    // Whatever is wrong with it: the events have it all.
    private static StateAt<TState>? TryRead<TState>(Snapshot snapshot)
        where TState : IAggregate<TState>
    {
        try
        {
            return TState.Shape.Read(snapshot.Json);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }
}

/// <summary>An aggregate from a snapshot, and the commit at whose end it stands if it belongs to its stream's history.</summary>
public sealed record KeptState<TState>(Versioned<TState> Aggregate, CommitId Last)
{
    /// <summary>Whether commits, read from the one at this version on, begin with the one that the snapshot was made after.</summary>
    public bool StandsOn(IReadOnlyList<StoredCommit> commits) =>
        commits is [var first, ..] && first.Version == Aggregate.Version && first.Id == Last;
}

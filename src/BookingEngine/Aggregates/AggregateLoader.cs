using BookingEngine.EventSourcing;

namespace BookingEngine.Aggregates;

/// <summary>Folds aggregates from their events: those after what this process knows, else those after the stream's snapshot, else all.</summary>
public sealed class AggregateLoader(IEventStore store, EventCatalogue catalogue, AggregateCache cache, AggregateSnapshots snapshots)
{
    private const int PageSize = 500;

    /// <summary>The aggregate as this process knows it, which may be behind; read from the store where it is unknown.</summary>
    public async Task<(Versioned<TState> Aggregate, bool MayBeOld)> LoadAsync<TState>(StreamName stream, CancellationToken cancellation)
        where TState : IAggregate<TState> => cache.Find<TState>(stream) is { } known
            ? (known, true)
            : (await RefreshAsync<TState>(stream, cancellation), false);

    /// <summary>The aggregate as the store has it now: what is known, and the events after that.</summary>
    public async Task<Versioned<TState>> RefreshAsync<TState>(StreamName stream, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        var fresh = cache.Find<TState>(stream) is { } known
            ? (await FoldAsync(stream, known, await ReadAsync(stream, known.Version, cancellation), cancellation)).Aggregate
            : await BeginAsync<TState>(stream, cancellation);
        cache.Keep(stream, fresh);
        return fresh;
    }

    private async Task<Versioned<TState>> BeginAsync<TState>(StreamName stream, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        var kept = await snapshots.FindAsync<TState>(stream, cancellation);

        // From the snapshot's own commit on: that it is there, and the same, shows that the snapshot belongs to these events.
        var commits = await ReadAsync(stream, kept is null ? 0 : kept.Aggregate.Version - 1, cancellation);
        if (kept?.StandsOn(commits) is false)
        {
            snapshots.LogUnusable(stream);
            (kept, commits) = (null, await ReadAsync(stream, 0, cancellation));
        }

        var begin = kept?.Aggregate ?? new Versioned<TState>(TState.InitialOf(stream), 0);
        var (aggregate, last) = await FoldAsync(stream, begin, commits, cancellation);
        if (last is { } commit)
        {
            await snapshots.SaveAsync(stream, begin.Version, aggregate, commit);
        }

        return aggregate;
    }

    /// <summary>Applies what comes after the given aggregate, of these commits and all that follow them.</summary>
    private async Task<(Versioned<TState> Aggregate, CommitId? Last)> FoldAsync<TState>(
        StreamName stream, Versioned<TState> from, IReadOnlyList<StoredCommit> commits, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        var (state, version, last) = (from.State, from.Version, (CommitId?)null);
        while (true)
        {
            foreach (var recorded in commits.Where(c => c.FirstVersion > from.Version).SelectMany(catalogue.Read))
            {
                state = state.Apply(recorded);
            }

            if (commits is [.., var newest])
            {
                (version, last) = (newest.Version, newest.Id);
            }

            if (commits.Count < PageSize)
            {
                return (new Versioned<TState>(state, version), last);
            }

            commits = await ReadAsync(stream, version, cancellation);
        }
    }

    private Task<IReadOnlyList<StoredCommit>> ReadAsync(StreamName stream, long afterVersion, CancellationToken cancellation) =>
        store.ReadAsync(stream, afterVersion, PageSize, cancellation);
}

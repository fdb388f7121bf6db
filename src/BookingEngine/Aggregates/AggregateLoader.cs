using BookingEngine.EventSourcing;

namespace BookingEngine.Aggregates;

/// <summary>Folds aggregates from their events. It starts from the cached state, else from the snapshot, else from the first
/// event.</summary>
public sealed class AggregateLoader(IEventStore store, EventCatalogue catalogue, AggregateCache cache, AggregateSnapshots snapshots)
{
    private const int PageSize = 500;

    /// <summary>The cached aggregate, which may be out of date. Reads the store if the cache has none.</summary>
    public async Task<(Versioned<TState> Aggregate, bool MayBeOld)> LoadAsync<TState>(StreamName stream, CancellationToken cancellation)
        where TState : IAggregate<TState> => cache.Find<TState>(stream) is { } cached
            ? (cached, true)
            : (await RefreshAsync<TState>(stream, cancellation), false);

    /// <summary>The aggregate as the store has it now. Reads only the events that the cache lacks.</summary>
    public async Task<Versioned<TState>> RefreshAsync<TState>(StreamName stream, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        if (cache.Find<TState>(stream) is not { } cached)
        {
            return Cache(stream, await LoadFromSnapshotAsync<TState>(stream, cancellation));
        }

        var newer = await ReadAsync(stream, cached.Version, cancellation);
        return newer.Count == 0 ? cached : Cache(stream, (await FoldAsync(stream, cached, newer, cancellation)).Aggregate);
    }

    /// <summary>Like <see cref="RefreshAsync{TState}"/>, but does not cache an aggregate that was not cached. For a job that looks at many of them: no
    /// request may ever need them.</summary>
    public async Task<Versioned<TState>> PeekAsync<TState>(StreamName stream, CancellationToken cancellation)
        where TState : IAggregate<TState> => cache.Find<TState>(stream) is null
            ? await LoadFromSnapshotAsync<TState>(stream, cancellation)
            : await RefreshAsync<TState>(stream, cancellation);

    private Versioned<TState> Cache<TState>(StreamName stream, Versioned<TState> aggregate)
        where TState : IAggregate<TState>
    {
        cache.Set(stream, aggregate);
        return aggregate;
    }

    private async Task<Versioned<TState>> LoadFromSnapshotAsync<TState>(StreamName stream, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        var snapshot = await snapshots.FindAsync<TState>(stream, cancellation);

        // The read includes the snapshot's own commit. If that commit is there and the same, the snapshot belongs to these events.
        var commits = snapshot is null ? await ReadAsync(stream, 0, cancellation) : await ReadWithAsync(stream, snapshot.Aggregate.Version, cancellation);
        if (snapshot?.IsBasedOn(commits) is false)
        {
            snapshots.LogUnusable(stream);
            (snapshot, commits) = (null, await ReadAsync(stream, 0, cancellation));
        }

        var start = snapshot?.Aggregate ?? new Versioned<TState>(TState.InitialOf(stream), 0);
        var (aggregate, last) = await FoldAsync(stream, start, commits, cancellation);
        if (last is { } commit)
        {
            await snapshots.SaveAsync(stream, start.Version, aggregate, commit);
        }

        return aggregate;
    }

    /// <summary>Applies the events after <paramref name="from"/>: those of the given commits, and of all that follow.</summary>
    private async Task<(Versioned<TState> Aggregate, CommitId? Last)> FoldAsync<TState>(
        StreamName stream, Versioned<TState> from, IReadOnlyList<StoredCommit> commits, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        var (state, version, last) = (from.State, from.Version, (CommitId?)null);
        while (true)
        {
            state = TState.Fold(state, commits.Where(c => c.FirstVersion > from.Version).SelectMany(catalogue.Read));
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

    /// <summary>The commit that has the version, and those after it.</summary>
    private async Task<IReadOnlyList<StoredCommit>> ReadWithAsync(StreamName stream, long version, CancellationToken cancellation) =>
        await ReadAsync(stream, version - 1, cancellation) is { Count: > 0 } found ? found
        : await store.FindAtAsync(stream, version, cancellation) is { } only ? [only] : [];

    private Task<IReadOnlyList<StoredCommit>> ReadAsync(StreamName stream, long afterVersion, CancellationToken cancellation) =>
        store.ReadAsync(stream, afterVersion, PageSize, cancellation);
}

namespace BookingEngine.EventSourcing;

/// <summary>Folds aggregates from their events.</summary>
public sealed class AggregateLoader(IEventStore store, EventCatalogue catalogue, AggregateCache cache)
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
        var known = cache.Find<TState>(stream) ?? new Versioned<TState>(TState.Initial, 0);
        var (state, version) = (known.State, known.Version);
        while (await store.ReadAsync(stream, version, PageSize, cancellation) is { Count: > 0 } commits)
        {
            foreach (var recorded in commits.SelectMany(catalogue.Read))
            {
                state = state.Apply(recorded);
            }

            version = commits[^1].Version;
        }

        var fresh = new Versioned<TState>(state, version);
        cache.Keep(stream, fresh);
        return fresh;
    }
}

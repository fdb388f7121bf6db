using System.Collections.Immutable;
using System.Diagnostics;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Telemetry;

namespace BookingEngine.EventSourcing;

/// <summary>Runs a decision against an aggregate and appends what it decides. The only way in which events come to be.</summary>
public sealed class CommandExecutor(
    IEventStore store, EventCatalogue catalogue, AggregateLoader loader, AggregateCache cache, AggregateSnapshots snapshots,
    StreamTurns turns, IRaceBackoff backoff, OwnWrites ownWrites, WakeUps wakeUps)
{
    private const int MaximumAttempts = 20;

    /// <summary>Decides on the newest state and appends, again on fresher state whenever another writer was first. After success the
    /// caller's next read shows what happened, and the pipeline has been woken.</summary>
    /// <exception cref="StoreUnavailableException">The stream is so contended, or the store so far gone, that waiting is better.</exception>
    public async Task<Outcome<TState>> ExecuteAsync<TState>(
        StreamName stream, CommandContext context, Func<TState, Decision> decide, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        using var activity = EngineTelemetry.Start($"decide {TState.Category}", ActivityKind.Internal, null);
        ImmutableArray<RecordedEvent> appended;
        Versioned<TState> result;
        using (await turns.TakeAsync(stream, cancellation))
        {
            var (refusal, state, events) = await DecideAndAppendAsync(stream, context, decide, cancellation);
            EngineTelemetry.Commands.Add(
                1, new("category", TState.Category), new("outcome", refusal?.Code ?? (events.IsEmpty ? "unchanged" : "appended")));
            if (refusal is not null)
            {
                return refusal;
            }

            (result, appended) = (state, events);
        }

        if (!appended.IsEmpty)
        {
            await Task.WhenAll(
                ownWrites.ShowAsync(stream, appended),
                snapshots.KeepAsync(stream, appended[0].Version - 1, result, context.CommitId));
            await wakeUps.LeaveAsync();
        }

        return result.State;
    }

    private async Task<Attempt<TState>> DecideAndAppendAsync<TState>(
        StreamName stream, CommandContext context, Func<TState, Decision> decide, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        var (aggregate, mayBeOld) = await loader.LoadAsync<TState>(stream, cancellation);
        for (var lost = 0; lost < MaximumAttempts;)
        {
            var decision = decide(aggregate.State);
            if (decision.Events.IsEmpty && !mayBeOld)
            {
                return new Attempt<TState>(decision.Refusal, aggregate, []);
            }

            if (!decision.Events.IsEmpty)
            {
                if (await TryAppendAsync(stream, context, aggregate, decision.Events) is { } done)
                {
                    return done;
                }

                await backoff.WaitAsync(++lost, cancellation);
            }

            (aggregate, mayBeOld) = (await loader.RefreshAsync<TState>(stream, cancellation), false);
        }

        throw new StoreUnavailableException($"The stream {stream} is too contended: {MaximumAttempts} appends lost their race.");
    }

    private async Task<Attempt<TState>?> TryAppendAsync<TState>(
        StreamName stream, CommandContext context, Versioned<TState> aggregate, ImmutableArray<IDomainEvent> events)
        where TState : IAggregate<TState>
    {
        var metadata = new CommitMetadata(context.Now, context.Actor, context.CorrelationId, EngineTelemetry.Current);
        var commit = new Commit(context.CommitId, stream, aggregate.Version, [.. events.Select(catalogue.Write)], metadata);
        commit.EnsureFits();
        if (await store.AppendAsync(commit) is AppendResult.Conflict)
        {
            EngineTelemetry.Conflicts.Add(1, new KeyValuePair<string, object?>("category", TState.Category));
            return null;
        }

        ImmutableArray<RecordedEvent> recorded =
            [.. events.Select((e, index) => new RecordedEvent(stream, aggregate.Version + 1 + index, e, metadata))];
        var next = new Versioned<TState>(recorded.Aggregate(aggregate.State, (state, e) => state.Apply(e)), commit.Version);
        cache.Keep(stream, next);
        return new Attempt<TState>(null, next, recorded);
    }

    private sealed record Attempt<TState>(Refusal? Refusal, Versioned<TState> Aggregate, ImmutableArray<RecordedEvent> Appended);
}

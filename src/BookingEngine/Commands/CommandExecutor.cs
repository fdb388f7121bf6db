using System.Collections.Immutable;
using System.Diagnostics;
using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using BookingEngine.Telemetry;

namespace BookingEngine.Commands;

/// <summary>Runs a decision against an aggregate and appends what it decides. The only way in which events come to be.</summary>
public sealed class CommandExecutor(
    IEventStore store, EventCatalogue catalogue, AggregateLoader loader, AggregateCache cache, AggregateSnapshots snapshots,
    StreamLocks turns, CommandDeduplication earlier, IRaceBackoff backoff, ReadYourWrites ownWrites, RelaySignal wakeUps)
{
    private const int MaximumAttempts = 20;

    /// <summary>Decides on the newest state and appends, again on fresher state whenever another writer was first. After success the
    /// caller's next read shows what happened, and the pipeline has been woken.</summary>
    /// <exception cref="StoreUnavailableException">The stream is so contended, or the store so far gone, that waiting is better.</exception>
    public async Task<Outcome<TState>> ExecuteAsync<TState>(
        StreamName stream, CommandContext context, Func<TState, Decision> decide, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        var done = await RunAsync(stream, context, decide, cancellation);
        return done.Refusal is { } refusal ? refusal : done.Aggregate.State;
    }

    /// <summary>As <see cref="ExecuteAsync{TState}"/>, and answers with what is recorded of the command: by this attempt at it or an earlier one, which
    /// is not repeated. No events where it changed nothing.</summary>
    public async Task<Outcome<ImmutableArray<RecordedEvent>>> RecordAsync<TState>(
        StreamName stream, CommandContext context, Func<TState, Decision> decide, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        var done = await RunAsync(stream, context, decide, cancellation);
        return done.Refusal is { } refusal ? refusal : done.Recorded;
    }

    /// <summary>What an earlier attempt at the command recorded, shown to the caller's next read: for whom a rule refuses before a stream is asked,
    /// lest an attempt be refused that had succeeded when it was tried first.</summary>
    public async Task<ImmutableArray<RecordedEvent>> FindEarlierAsync(CommandContext context, CancellationToken cancellation)
    {
        var recorded = await earlier.FindAsync(context, cancellation);
        if (recorded is [var first, ..])
        {
            await ownWrites.ShowAsync(first.Stream, recorded);
        }

        return recorded;
    }

    private async Task<Done<TState>> RunAsync<TState>(
        StreamName stream, CommandContext context, Func<TState, Decision> decide, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        using var activity = EngineTelemetry.Start($"decide {TState.Category}", ActivityKind.Internal, null);
        Done<TState> done;
        using (await turns.TakeAsync(stream, cancellation))
        {
            done = await DecideAndAppendAsync(stream, context, decide, cancellation);
            EngineTelemetry.Commands.Add(1, new("category", TState.Category), new("outcome", done.Name));
        }

        if (done.Recorded is [var first, ..])
        {
            await Task.WhenAll(
                ownWrites.ShowAsync(first.Stream, done.Recorded),
                done.IsEarlier ? Task.CompletedTask : snapshots.KeepAsync(stream, first.Version - 1, done.Aggregate, context.CommitId));
            await wakeUps.LeaveAsync();
        }

        return done;
    }

    private async Task<Done<TState>> DecideAndAppendAsync<TState>(
        StreamName stream, CommandContext context, Func<TState, Decision> decide, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        var (aggregate, mayBeOld) = await loader.LoadAsync<TState>(stream, cancellation);
        for (var lost = 0; lost < MaximumAttempts;)
        {
            if (await earlier.FindAsync(context, cancellation) is { IsEmpty: false } recorded)
            {
                return new Done<TState>(null, await loader.RefreshAsync<TState>(stream, cancellation), recorded, IsEarlier: true);
            }

            var decision = decide(aggregate.State);
            if (decision.Events.IsEmpty && !mayBeOld)
            {
                return new Done<TState>(decision.Refusal, aggregate, []);
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

    private async Task<Done<TState>?> TryAppendAsync<TState>(
        StreamName stream, CommandContext context, Versioned<TState> aggregate, ImmutableArray<IDomainEvent> events)
        where TState : IAggregate<TState>
    {
        var metadata = new CommitMetadata(context.Now, context.Actor, context.CorrelationId, EngineTelemetry.Current);
        var commit = new Commit(context.CommitId, stream, aggregate.Version, [.. events.Select(catalogue.Write)], metadata);
        commit.EnsureFits();
        earlier.EnsureBeforeDeadline(context);
        if (await store.AppendAsync(commit) is AppendResult.Conflict)
        {
            EngineTelemetry.Conflicts.Add(1, new KeyValuePair<string, object?>("category", TState.Category));
            return null;
        }

        // Where two attempts appended at one version, both are told that it stands: whose it is, the store knows.
        var standing = await earlier.FindAsync(context, CancellationToken.None);
        ImmutableArray<RecordedEvent> recorded = standing.IsEmpty
            ? [.. events.Select((e, index) => new RecordedEvent(stream, aggregate.Version + 1 + index, e, metadata))]
            : standing;
        var next = new Versioned<TState>(recorded.Aggregate(aggregate.State, (state, e) => state.Apply(e)), recorded[^1].Version);
        cache.Keep(stream, next);
        return new Done<TState>(null, next, recorded);
    }

    private sealed record Done<TState>(
        Refusal? Refusal, Versioned<TState> Aggregate, ImmutableArray<RecordedEvent> Recorded, bool IsEarlier = false)
    {
        /// <summary>What telemetry calls the outcome.</summary>
        public string Name => Refusal?.Code ?? (Recorded.IsEmpty ? "unchanged" : IsEarlier ? "recognised" : "appended");
    }
}

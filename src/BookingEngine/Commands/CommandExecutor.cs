using System.Collections.Immutable;
using System.Diagnostics;
using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using BookingEngine.Telemetry;
using NodaTime;

namespace BookingEngine.Commands;

/// <summary>Runs a decision against an aggregate and appends its events. All events are made here.</summary>
public sealed class CommandExecutor(
    IEventStore store, EventCatalogue catalogue, AggregateLoader loader, AggregateCache cache, AggregateSnapshots snapshots,
    StreamLocks locks, CommandDeduplication deduplication, IRaceBackoff backoff, ReadYourWrites ownWrites, RelaySignal wakeUps)
{
    private const int MaximumAttempts = 20;

    /// <summary>Decides on the newest state and appends. If another writer was first, it decides again on the fresh state. After success the
    /// caller's next read shows the change, and the pipeline has been woken.</summary>
    /// <exception cref="StoreUnavailableException">Too many appends lost their race, or the store does not answer.</exception>
    public async Task<Outcome<TState>> ExecuteAsync<TState>(
        StreamName stream, CommandContext context, Func<TState, Decision> decide, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        var done = await RunAsync(stream, context, decide, cancellation);
        return done.Refusal is { } refusal ? refusal : done.Aggregate.State;
    }

    /// <summary>As <see cref="ExecuteAsync{TState}"/>, but returns the command's events, of this attempt or an earlier one. Empty if it changed
    /// nothing.</summary>
    public async Task<Outcome<ImmutableArray<RecordedEvent>>> RecordAsync<TState>(
        StreamName stream, CommandContext context, Func<TState, Decision> decide, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        var done = await RunAsync(stream, context, decide, cancellation);
        return done.Refusal is { } refusal ? refusal : done.Recorded;
    }

    /// <summary>What an earlier attempt at the command recorded, visible to the caller's next read. Ask it before a refusal that no stream
    /// decided: a retry must not be refused if the first attempt succeeded.</summary>
    public async Task<ImmutableArray<RecordedEvent>> FindEarlierAsync(CommandContext context, CancellationToken cancellation)
    {
        var recorded = await deduplication.FindAsync(context, cancellation);
        if (recorded is [var first, ..])
        {
            await ownWrites.ShowAsync(first.Stream, recorded);
        }

        return recorded;
    }

    /// <summary>The events of a commit, in any stream; none if it was never recorded.</summary>
    /// <param name="since">The commit is not older than this.</param>
    public Task<ImmutableArray<RecordedEvent>> FindRecordedAsync(CommitId id, Instant since, CancellationToken cancellation) =>
        deduplication.FindAsync(id, since, cancellation);

    private async Task<Done<TState>> RunAsync<TState>(
        StreamName stream, CommandContext context, Func<TState, Decision> decide, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        using var activity = EngineTelemetry.Start($"decide {TState.Category}", ActivityKind.Internal, null);
        Done<TState> done;
        using (await locks.TakeAsync(stream, cancellation))
        {
            done = await DecideAndAppendAsync(stream, context, decide, cancellation);
            EngineTelemetry.Commands.Add(1, new("category", TState.Category), new("outcome", done.Name));
        }

        if (done.Recorded is [var first, ..])
        {
            await Task.WhenAll(
                ownWrites.ShowAsync(first.Stream, done.Recorded),
                done.IsEarlier ? Task.CompletedTask : snapshots.SaveAsync(stream, first.Version - 1, done.Aggregate, context.CommitId));
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
            if (await deduplication.FindAsync(context, cancellation) is { IsEmpty: false } recorded)
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
        deduplication.EnsureBeforeDeadline(context);
        if (await store.AppendAsync(commit) is AppendResult.Conflict)
        {
            EngineTelemetry.Conflicts.Add(1, new KeyValuePair<string, object?>("category", TState.Category));
            return null;
        }

        // Two attempts that append at one version are both told of success. The store knows whose commit it is.
        var standing = await deduplication.FindAsync(context, CancellationToken.None);
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

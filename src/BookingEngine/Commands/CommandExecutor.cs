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

/// <summary>Runs a decision on an aggregate and appends its events. Only this class creates events.</summary>
public sealed class CommandExecutor(
    IEventStore store, EventCatalogue catalogue, AggregateLoader loader, AggregateCache cache, AggregateSnapshots snapshots,
    StreamLocks locks, CommandDeduplication deduplication, IRaceBackoff backoff, ReadYourWrites readYourWrites, RelaySignal relaySignal)
{
    private const int MaximumAttempts = 20;

    /// <summary>Decides on the newest state and appends. If another writer was first, it decides again on the fresh state. After success the
    /// caller's next read shows the change, and the pipeline has been woken.</summary>
    /// <exception cref="StoreUnavailableException">Too many appends lost their race, or the store does not answer.</exception>
    public async Task<Outcome<TState>> ExecuteAsync<TState>(
        StreamName stream, CommandContext context, Func<TState, Decision> decide, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        var result = await RunAsync(stream, context, decide, cancellation);
        return result.Refusal is { } refusal ? refusal : result.Aggregate.State;
    }

    /// <summary>Like <see cref="ExecuteAsync{TState}"/>, but returns the command's events, from this attempt or an earlier one. Empty if it
    /// changed nothing.</summary>
    public async Task<Outcome<ImmutableArray<RecordedEvent>>> RecordAsync<TState>(
        StreamName stream, CommandContext context, Func<TState, Decision> decide, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        var result = await RunAsync(stream, context, decide, cancellation);
        return result.Refusal is { } refusal ? refusal : result.Recorded;
    }

    /// <summary>The events of an earlier attempt at the command, visible to the caller's next read. Call it before returning a refusal that
    /// no stream decided: a retry must not be refused if the first attempt succeeded.</summary>
    public async Task<ImmutableArray<RecordedEvent>> FindEarlierAsync(CommandContext context, CancellationToken cancellation)
    {
        var recorded = await deduplication.FindAsync(context, cancellation);
        if (recorded is [var first, ..])
        {
            await readYourWrites.ApplyAsync(first.Stream, recorded);
        }

        return recorded;
    }

    /// <summary>The events of a commit, in any stream; none if it was never recorded.</summary>
    /// <param name="since">The commit is not older than this.</param>
    public Task<ImmutableArray<RecordedEvent>> FindRecordedAsync(CommitId id, Instant since, CancellationToken cancellation) =>
        deduplication.FindAsync(id, since, cancellation);

    private async Task<Result<TState>> RunAsync<TState>(
        StreamName stream, CommandContext context, Func<TState, Decision> decide, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        using var activity = EngineTelemetry.Start($"decide {TState.Category}", ActivityKind.Internal, null);
        Result<TState> result;
        using (await locks.TakeAsync(stream, cancellation))
        {
            result = await DecideAndAppendAsync(stream, context, decide, cancellation);
            EngineTelemetry.Commands.Add(1, new("category", TState.Category), new("outcome", result.Name));
        }

        if (result.Recorded is [var first, ..])
        {
            await Task.WhenAll(
                readYourWrites.ApplyAsync(first.Stream, result.Recorded),
                result.IsEarlier ? Task.CompletedTask : snapshots.SaveAsync(stream, first.Version - 1, result.Aggregate, context.CommitId));
            await relaySignal.SendAsync();
        }

        return result;
    }

    private async Task<Result<TState>> DecideAndAppendAsync<TState>(
        StreamName stream, CommandContext context, Func<TState, Decision> decide, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        var (aggregate, mayBeOld) = await loader.LoadAsync<TState>(stream, cancellation);
        var lost = 0;
        while (lost < MaximumAttempts)
        {
            if (await deduplication.FindAsync(context, cancellation) is { IsEmpty: false } recorded)
            {
                return new Result<TState>(null, await loader.RefreshAsync<TState>(stream, cancellation), recorded, IsEarlier: true);
            }

            var decision = decide(aggregate.State);
            if (decision.Events.IsEmpty && !mayBeOld)
            {
                return new Result<TState>(decision.Refusal, aggregate, []);
            }

            if (!decision.Events.IsEmpty)
            {
                if (await TryAppendAsync(stream, context, aggregate, decision.Events) is { } appended)
                {
                    return appended;
                }

                await backoff.WaitAsync(++lost, cancellation);
            }

            (aggregate, mayBeOld) = (await loader.RefreshAsync<TState>(stream, cancellation), false);
        }

        throw new StoreUnavailableException($"The stream {stream} has too many writers: {MaximumAttempts} appends lost their race. Try again later.");
    }

    private async Task<Result<TState>?> TryAppendAsync<TState>(
        StreamName stream, CommandContext context, Versioned<TState> aggregate, ImmutableArray<IDomainEvent> events)
        where TState : IAggregate<TState>
    {
        var metadata = new CommitMetadata(context.Now, context.Actor, context.CorrelationId, EngineTelemetry.Current);
        var commit = new Commit(context.CommitId, stream, aggregate.Version, [.. events.Select(catalogue.Write)], metadata);
        commit.EnsureFits();
        deduplication.EnsureBeforeDeadline(context);
        if (await store.AppendAsync([commit]) == 0)
        {
            EngineTelemetry.Conflicts.Add(1, new KeyValuePair<string, object?>("category", TState.Category));
            return null;
        }

        // Two attempts that append at the same version both see success. The store knows whose commit is there.
        var current = await deduplication.FindAsync(context, CancellationToken.None);
        ImmutableArray<RecordedEvent> recorded = current.IsEmpty
            ? [.. events.Select((e, index) => new RecordedEvent(stream, aggregate.Version + 1 + index, e, metadata))]
            : current;
        var next = new Versioned<TState>(recorded.Aggregate(aggregate.State, (state, e) => state.Apply(e)), recorded[^1].Version);
        cache.Set(stream, next);
        return new Result<TState>(null, next, recorded);
    }

    private sealed record Result<TState>(
        Refusal? Refusal, Versioned<TState> Aggregate, ImmutableArray<RecordedEvent> Recorded, bool IsEarlier = false)
    {
        /// <summary>The outcome's name in telemetry.</summary>
        public string Name => Refusal?.Code ?? (Recorded.IsEmpty ? "unchanged" : IsEarlier ? "recognised" : "appended");
    }
}

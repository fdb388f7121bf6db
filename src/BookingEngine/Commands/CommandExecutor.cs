using System.Collections.Immutable;
using System.Diagnostics;
using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Pipeline.OwnWrites;
using BookingEngine.Ports;
using BookingEngine.Telemetry;
using NodaTime;

namespace BookingEngine.Commands;

/// <summary>Runs a decision on an aggregate and appends its events, together with those of other commands that wait for the same stream. All events are
/// created here.</summary>
public sealed class CommandExecutor(
    StreamTurns turns, CommandRuns runs, CommandDeduplication deduplication, AggregateSnapshots snapshots, ReadYourWrites readYourWrites, AdvanceSignal advanceSignal,
    IAppendFollower follower)
{
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
    public async Task<ImmutableArray<RecordedEvent>> FindEarlierAsync(CommandContext context, CancellationToken cancellation) =>
        await FindAllEarlierAsync(context, cancellation) is [var first, ..] ? first : [];

    /// <summary>The same for each stream in which an earlier attempt has recorded a commit.</summary>
    public async Task<ImmutableArray<ImmutableArray<RecordedEvent>>> FindAllEarlierAsync(CommandContext context, CancellationToken cancellation)
    {
        var found = await deduplication.FindAllAsync(context, cancellation);
        foreach (var recorded in found)
        {
            await readYourWrites.ApplyAsync([new OwnEvents(recorded, context.Documents)]);
        }

        return found;
    }

    /// <summary>The events that were recorded under an id, in all streams; none if it was never recorded.</summary>
    /// <param name="since">They are not older than this.</param>
    public async Task<ImmutableArray<RecordedEvent>> FindRecordedAsync(CommitId id, Instant since, CancellationToken cancellation) =>
        [.. (await deduplication.FindAllAsync(id, since, cancellation)).SelectMany(recorded => recorded)];

    private async Task<CommandResult<TState>> RunAsync<TState>(
        StreamName stream, CommandContext context, Func<TState, Decision> decide, CancellationToken cancellation)
        where TState : IAggregate<TState>
    {
        using var activity = EngineTelemetry.Start(ActivityName<TState>.Decide, ActivityKind.Internal, null);
        var command = new WaitingCommand<TState>(context, decide, EngineTelemetry.Current, cancellation);
        using (cancellation.UnsafeRegister(static command => ((WaitingCommand)command!).Cancel(), command))
        {
            if (turns.Join(stream, command) || await command.WaitAsync())
            {
                await LeadAsync(stream, command);
            }
        }

        var result = command.Result;
        EngineTelemetry.Commands.Add(1, new("category", TState.Category), new("outcome", result.Name));
        if (result.IsEarlier)
        {
            await readYourWrites.ApplyAsync([new OwnEvents(result.Recorded, context.Documents)]);
            await advanceSignal.SendAsync(result.Recorded[^1].Stream, result.Recorded[^1].Version);
        }

        return result;
    }

    // The command is the first of its line, so a run or two settle it. The turn passes on before the read models are written.
    private async Task LeadAsync<TState>(StreamName stream, WaitingCommand<TState> own)
        where TState : IAggregate<TState>
    {
        List<AppendedRun<TState>> appended = [];
        try
        {
            while (!own.IsSettled)
            {
                if (await runs.NextAsync<TState>(stream) is { } run)
                {
                    appended.Add(run);
                }
            }
        }
        finally
        {
            turns.Pass(stream);
        }

        foreach (var run in appended)
        {
            await FinishAsync(run);
        }
    }

    private async Task FinishAsync<TState>(AppendedRun<TState> run)
        where TState : IAggregate<TState>
    {
        try
        {
            var saving = snapshots.SaveAsync(run.Stream, run.VersionBefore, run.End, run.LastCommit);
            await readYourWrites.ApplyAsync(run.OwnEvents);
            await saving;
            await advanceSignal.SendAsync(run.Stream, run.End.Version);
            if (run.End.State.IsFollowed)
            {
                await follower.FollowAsync(run.Stream, [.. run.Commands.SelectMany(c => c.Result.Recorded)]);
            }
        }
        finally
        {
            foreach (var command in run.Commands)
            {
                command.Answer();
            }
        }
    }

    private static class ActivityName<TState>
        where TState : IAggregate<TState>
    {
        public static readonly string Decide = $"decide {TState.Category}";
    }
}

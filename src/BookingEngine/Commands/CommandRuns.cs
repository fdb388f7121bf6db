using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Telemetry;

namespace BookingEngine.Commands;

/// <summary>Decides the commands that wait for a stream, and appends their commits as one run.</summary>
public sealed class CommandRuns(
    IEventStore store, EventCatalogue catalogue, AggregateLoader loader, AggregateCache cache, StreamTurns turns, CommandDeduplication deduplication,
    IRaceBackoff backoff, RunLimits limits, RunProof proof)
{
    /// <summary>Runs the first commands of the line. Those that it cannot settle stay in the line. Only the caller that has the turn may call
    /// it.</summary>
    /// <returns>What was appended; null if nothing.</returns>
    internal async Task<AppendedRun<TState>?> NextAsync<TState>(StreamName stream)
        where TState : IAggregate<TState>
    {
        var commands = await TakeAsync<TState>(stream);
        if (await BeginAsync(stream, commands) is not { } run)
        {
            return null;
        }

        if (commands.Exists(c => deduplication.MayBeRecorded(c.Context, run.Start)))
        {
            await Task.WhenAll(commands.Where(c => deduplication.MayBeRecorded(c.Context, run.Start)).Select(c => SettleIfRecordedAsync(stream, c)));
        }

        foreach (var command in commands)
        {
            if (!run.IsFull && command.TryEnterRun())
            {
                Decide(run, command);
            }
        }

        return await AppendAsync(run);
    }

    private async Task<List<WaitingCommand<TState>>> TakeAsync<TState>(StreamName stream)
    {
        var commands = turns.Take<TState>(stream, limits.Commands);
        if (commands is not [{ Lost: > 0 } first, ..])
        {
            return commands;
        }

        await backoff.WaitAsync(first.Lost, CancellationToken.None);
        return turns.Take<TState>(stream, limits.Commands); // more may wait by now
    }

    // Null if there is nothing to decide, or no state. The state is loaded after the commands have come, so that it may answer them.
    private async Task<CommandRun<TState>?> BeginAsync<TState>(StreamName stream, List<WaitingCommand<TState>> commands)
        where TState : IAggregate<TState>
    {
        if (commands.Count == 0)
        {
            return null;
        }

        try
        {
            var (aggregate, mayBeOld) = commands.Exists(c => c.NeedsNewerState)
                ? (await loader.RefreshAsync<TState>(stream, CancellationToken.None), false)
                : await loader.LoadAsync<TState>(stream, CancellationToken.None);
            return new CommandRun<TState>(stream, aggregate, !mayBeOld, limits, catalogue);
        }
        catch (Exception e)
        {
            commands.FindAll(c => c.TryEnterRun()).ForEach(c => c.Fail(e));
            return null;
        }
    }

    // It looks after the state was loaded, so that it finds everything in that state.
    private async Task SettleIfRecordedAsync<TState>(StreamName stream, WaitingCommand<TState> command)
        where TState : IAggregate<TState>
    {
        if (!command.TryEnterRun())
        {
            return;
        }

        try
        {
            if (await deduplication.FindAsync(command.Context, stream, CancellationToken.None) is { IsEmpty: false } recorded)
            {
                var aggregate = await loader.RefreshAsync<TState>(stream, CancellationToken.None);
                command.Settle(new CommandResult<TState>(null, aggregate, recorded, IsEarlier: true));
                command.Answer();
                return;
            }

            command.LeaveRun(needsNewerState: false);
        }
        catch (Exception e)
        {
            command.Fail(e);
        }
    }

    private void Decide<TState>(CommandRun<TState> run, WaitingCommand<TState> command)
        where TState : IAggregate<TState>
    {
        if (run.Contains(command.Context.CommitId))
        {
            command.LeaveRun(needsNewerState: false); // another attempt at the same command: the next run finds its commit
            return;
        }

        run.Decide(command, mayAppend: !deduplication.IsLate(command.Context));
    }

    private async Task<AppendedRun<TState>?> AppendAsync<TState>(CommandRun<TState> run)
        where TState : IAggregate<TState>
    {
        try
        {
            CutLate(run);
            var (stand, areOwn) = run.Commits.Count == 0 ? default : await store.AppendAsync(run.Commits);
            if (stand < run.Commits.Count)
            {
                EngineTelemetry.Conflicts.Add(1, new KeyValuePair<string, object?>("category", TState.Category));
            }

            var certain = areOwn ? stand : await RecogniseLastAsync(run, stand);
            var appended = run.Settle(stand, certain, proof);
            if (appended is not null)
            {
                cache.Set(run.Stream, appended.End);
            }

            return appended;
        }
        catch (Exception e)
        {
            run.Fail(e, proof);
            return null;
        }
    }

    private void CutLate<TState>(CommandRun<TState> run)
        where TState : IAggregate<TState>
    {
        for (var n = 0; n < run.Commits.Count; n++)
        {
            if (deduplication.IsLate(run.ContextOf(n)))
            {
                run.CutBefore(n);
            }
        }
    }

    // Two attempts that append at the same version both see success. The store knows whose commit is there. Only the last commit can be another
    // attempt's: after such a commit the store appends none.
    private async Task<int> RecogniseLastAsync<TState>(CommandRun<TState> run, int stand)
        where TState : IAggregate<TState>
    {
        if (stand == 0 || !deduplication.MayBeRecorded(run.ContextOf(stand - 1)))
        {
            return stand;
        }

        var recorded = await deduplication.FindAsync(run.ContextOf(stand - 1), run.Stream, CancellationToken.None);
        if (!recorded.IsEmpty)
        {
            run.Recognise(stand - 1, recorded[0].Stream == run.Stream ? recorded : await ReadAtAsync(run.Stream, run.Commits[stand - 1].ExpectedVersion + 1));
        }

        return stand - 1;
    }

    // Another attempt may have recorded a commit of the same id in another stream. It says nothing about this stream.
    private async Task<ImmutableArray<RecordedEvent>> ReadAtAsync(StreamName stream, long version) => [.. catalogue.Read(
        await store.FindAtAsync(stream, version, CancellationToken.None) ?? throw new StoreUnavailableException($"{stream} does not show its version {version} yet. Try again."))];
}

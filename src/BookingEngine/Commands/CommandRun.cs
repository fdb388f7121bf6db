using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;

namespace BookingEngine.Commands;

/// <summary>Commands of one stream that are decided one after the other, each on the state that the one before leaves. Their commits are appended
/// together.</summary>
/// <param name="start">The state before the run.</param>
/// <param name="isFresh">Whether that state was read from the store for this run.</param>
internal sealed class CommandRun<TState>(StreamName stream, Versioned<TState> start, bool isFresh, RunLimits limits, EventCatalogue catalogue)
    where TState : IAggregate<TState>
{
    private const int MaximumLost = 20;
    private readonly Versioned<TState> _start = start;
    private readonly List<Append> _appends = [];
    private readonly List<Answer> _answers = [];
    private readonly List<Commit> _commits = [];
    private Versioned<TState> _end = start;
    private int _size;

    public StreamName Stream => stream;

    /// <summary>The version before the run.</summary>
    public long Start => _start.Version;

    /// <summary>To append, in this order.</summary>
    public IReadOnlyList<Commit> Commits => _commits;

    /// <summary>Whether the next commit does not fit any more.</summary>
    public bool IsFull { get; private set; }

    public CommandContext ContextOf(int commit) => _appends[commit].Command.Context;

    public bool Contains(CommitId id) => _commits.Exists(c => c.Id == id);

    /// <summary>Decides a command that has entered the run.</summary>
    /// <param name="mayAppend">False if another attempt at the command may be running by now.</param>
    public void Decide(WaitingCommand<TState> command, bool mayAppend)
    {
        try
        {
            var decision = command.Decide(_end.State);
            if (decision.Events.IsEmpty)
            {
                _answers.Add(new Answer(command, _commits.Count, new CommandResult<TState>(decision.Refusal, _end, []), null));
            }
            else if (mayAppend)
            {
                Add(command, decision.Events);
            }
            else
            {
                command.Fail(TooLate());
            }
        }
        catch (Exception e)
        {
            _answers.Add(new Answer(command, _commits.Count, null, e));
        }
    }

    /// <summary>Takes this commit and the later ones out of the run, because its command must not append any more.</summary>
    public void CutBefore(int commit)
    {
        _appends[commit].Command.Fail(TooLate());
        _appends[(commit + 1)..].ForEach(append => append.Command.LeaveRun(needsNewerState: false));
        _appends.RemoveRange(commit, _appends.Count - commit);
        _commits.RemoveRange(commit, _commits.Count - commit);
    }

    /// <summary>Replaces the events of a commit by those that another attempt at its command has recorded.</summary>
    public void Recognise(int commit, ImmutableArray<RecordedEvent> recorded)
    {
        var before = commit == 0 ? _start : _appends[commit - 1].Result.Aggregate;
        var (end, known) = Apply(before, recorded);
        _appends[commit] = _appends[commit] with { Result = new CommandResult<TState>(null, end, known) };
    }

    /// <summary>Settles what is decided. The other commands leave the run and are decided again.</summary>
    /// <param name="stand">How many commits stand.</param>
    /// <param name="certain">How many of them are known to be those of this run.</param>
    /// <returns>What was appended; null if nothing. The callers of these commands are not answered yet.</returns>
    public AppendedRun<TState>? Settle(int stand, int certain, RunProof proof)
    {
        SettleAnswers(certain, proof);
        foreach (var (command, _) in _appends[stand..])
        {
            if (command.Lost == MaximumLost - 1)
            {
                command.Fail(new StoreUnavailableException(
                    $"The stream {stream} has too many writers: {MaximumLost} appends lost their race. Try again later."));
            }
            else
            {
                command.LeaveRun(needsNewerState: true, lost: true);
            }
        }

        var appended = _appends[..stand];
        appended.ForEach(append => append.Command.Settle(append.Result));
        return stand == 0 ? null : new AppendedRun<TState>(stream, _start.Version, [.. appended.Select(a => a.Command)]);
    }

    /// <summary>Ends the commands whose commits stand or not: nobody knows.</summary>
    public void Fail(Exception error, RunProof proof)
    {
        SettleAnswers(0, proof);
        _appends.ForEach(append => append.Command.Fail(error));
    }

    private void Add(WaitingCommand<TState> command, ImmutableArray<IDomainEvent> events)
    {
        var context = command.Context;
        var metadata = new CommitMetadata(context.Now, context.Actor, context.CorrelationId, command.Trace);
        var commit = new Commit(context.CommitId, stream, _end.Version, catalogue.WriteAll(events), metadata);
        commit.EnsureFits();
        if (_commits.Count > 0 && _size + commit.Size > limits.Size)
        {
            IsFull = true;
            command.LeaveRun(needsNewerState: false);
            return;
        }

        (_end, var recorded) = Apply(_end, events.Select((e, n) => new RecordedEvent(stream, commit.ExpectedVersion + 1 + n, e, metadata)));
        _size += commit.Size;
        _commits.Add(commit with { Recorded = recorded });
        _appends.Add(new Append(command, new CommandResult<TState>(null, _end, recorded)));
    }

    private void SettleAnswers(int stand, RunProof proof)
    {
        foreach (var (command, after, result, error) in _answers)
        {
            if (!proof.Holds(after, stand, isFresh))
            {
                command.LeaveRun(needsNewerState: true);
            }
            else if (error is not null)
            {
                command.Fail(error);
            }
            else
            {
                command.Settle(result!);
                command.Answer();
            }
        }
    }

    private static StoreUnavailableException TooLate() => new("The attempt took too long: another may be running. Try again.");

    // Both an own commit and another attempt's are at this place.
    private static (Versioned<TState> End, ImmutableArray<RecordedEvent> Recorded) Apply(Versioned<TState> from, IEnumerable<RecordedEvent> recorded)
    {
        var (state, applied) = (from.State, ImmutableArray.CreateBuilder<RecordedEvent>());
        foreach (var e in recorded)
        {
            var next = e with { Previous = state.PreviousOf(e.Event) };
            state = state.Apply(next);
            applied.Add(next);
        }

        return (new Versioned<TState>(state, applied[^1].Version), applied.ToImmutable());
    }

    private readonly record struct Append(WaitingCommand<TState> Command, CommandResult<TState> Result);

    /// <param name="After">How many commits of the run were in the state that was decided on.</param>
    private readonly record struct Answer(WaitingCommand<TState> Command, int After, CommandResult<TState>? Result, Exception? Error);
}

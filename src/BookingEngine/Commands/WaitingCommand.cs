using System.Runtime.ExceptionServices;
using BookingEngine.EventSourcing;

namespace BookingEngine.Commands;

/// <summary>A command in the line of its stream. It waits until it gets the turn, or until the one that has the turn settles it too. Its caller can
/// cancel it, except while it is part of a run.</summary>
internal abstract class WaitingCommand(CommandContext context, string? trace, CancellationToken cancellation)
{
    private const int Open = 0, InRun = 1, Settled = 2, Cancelled = 3;
    private readonly TaskCompletionSource<bool> _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ExceptionDispatchInfo? _error;
    private int _stage;

    public CommandContext Context => context;

    /// <summary>The trace of the caller. Another caller's command may append the commit.</summary>
    public string? Trace => trace;

    /// <summary>How many appends with its commit have lost their race.</summary>
    public int Lost { get; private set; }

    /// <summary>Whether the state that it was decided on is known to be old, or may be.</summary>
    public bool NeedsNewerState { get; private set; }

    public bool IsSettled => Volatile.Read(ref _stage) >= Settled;

    /// <summary>True if it gets the turn, false if it is settled.</summary>
    public Task<bool> WaitAsync() => _signal.Task;

    /// <summary>False if it does not wait any more.</summary>
    public bool TryGiveTurn() => _signal.TrySetResult(true);

    /// <summary>False if it was cancelled.</summary>
    public bool TryEnterRun() => Interlocked.CompareExchange(ref _stage, InRun, Open) == Open;

    /// <summary>Leaves the run undecided.</summary>
    /// <param name="lost">Whether an append with its commit lost its race.</param>
    public void LeaveRun(bool needsNewerState, bool lost = false)
    {
        NeedsNewerState |= needsNewerState;
        Lost += lost ? 1 : 0;
        Volatile.Write(ref _stage, Open);
        if (cancellation.IsCancellationRequested)
        {
            Cancel();
        }
    }

    public void Cancel()
    {
        if (Interlocked.CompareExchange(ref _stage, Cancelled, Open) == Open)
        {
            Answer();
        }
    }

    /// <summary>Ends the command with an error. It must be in a run.</summary>
    public void Fail(Exception error)
    {
        _error = ExceptionDispatchInfo.Capture(error);
        Settle();
        Answer();
    }

    /// <summary>Lets the caller continue.</summary>
    public void Answer() => _signal.TrySetResult(false);

    protected void Settle() => Volatile.Write(ref _stage, Settled);

    protected void ThrowIfFailed()
    {
        if (Volatile.Read(ref _stage) == Cancelled)
        {
            throw new OperationCanceledException(cancellation);
        }

        _error?.Throw();
    }
}

/// <param name="decide">May be called several times, on different states.</param>
internal sealed class WaitingCommand<TState>(
    CommandContext context, Func<TState, Decision> decide, string? trace, CancellationToken cancellation) : WaitingCommand(context, trace, cancellation)
{
    private CommandResult<TState>? _result;

    /// <summary>The result of a settled command. Throws what its decision or the store threw.</summary>
    public CommandResult<TState> Result
    {
        get
        {
            ThrowIfFailed();
            return _result!;
        }
    }

    public Decision Decide(TState state) => decide(state);

    /// <summary>Ends the command with a result, which its caller gets with <see cref="WaitingCommand.Answer"/>.</summary>
    public void Settle(CommandResult<TState> result)
    {
        _result = result;
        Settle();
    }
}

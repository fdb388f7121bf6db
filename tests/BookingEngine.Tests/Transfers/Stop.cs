using BookingEngine.Ports;

namespace BookingEngine.Tests.Transfers;

/// <summary>Stops an instance at one of its steps, as if it were killed or paused there.</summary>
/// <param name="at">The number of the step, counted from 1.</param>
/// <param name="check">Called at that step and at each later one. Each earlier one is the stop of another run.</param>
public sealed class Stop(int at, Func<string, Task> check)
{
    private readonly TaskCompletionSource _go = new(), _reached = new();
    private Task _work = Task.CompletedTask, _checks = Task.CompletedTask;

    /// <summary>The number of the step that it stops at.</summary>
    public int At => at;

    public int Taken { get; private set; }

    public string Step { get; private set; } = "";

    /// <summary>Whether the run went on after its stop.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>Called at each step before the stop.</summary>
    public Action<string>? Passing { get; init; }

    public async Task StepAsync(string name)
    {
        var number = ++Taken;
        if (number < at)
        {
            Passing?.Invoke(name);
            return;
        }

        // Steps may be taken at the same time. Their checks follow each other.
        await (_checks = CheckAfterAsync(_checks, name));
        if (number == at)
        {
            Step = name;
            _reached.SetResult();
            await _go.Task;
        }
    }

    private async Task CheckAfterAsync(Task before, string name)
    {
        await before;
        await check(name);
    }

    /// <summary>Runs until the stop. Returns false when the run completes before it.</summary>
    public async Task<bool> StopsAsync(Task work)
    {
        _work = work;
        await Task.WhenAny(work, _reached.Task);
        return _reached.Task.IsCompleted;
    }

    /// <summary>Continues to the end. An unavailable store is not a failure.</summary>
    public async Task ResumeAsync()
    {
        IsResumed = true;
        _go.TrySetResult();
        try
        {
            await _work;
        }
        catch (StoreUnavailableException)
        {
            // An API would answer 503, and the result is unknown.
        }
    }
}

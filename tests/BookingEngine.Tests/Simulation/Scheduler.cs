using BookingEngine.Tests.InMemory;

namespace BookingEngine.Tests.Simulation;

/// <summary>The speed of a history. All values are average numbers of scheduler steps, except the maxima.</summary>
/// <param name="JumpEvery">Steps between two clock jumps of 15 seconds.</param>
/// <param name="StepAtMost">The maximum duration of any other step in milliseconds.</param>
/// <param name="WorkEvery">Steps between two starts of relay, sweep or rebuild. A message is delivered ten times as often.</param>
public sealed record Pace(int CrashEvery, int CrashesAtMost, int JumpEvery, int StepAtMost, int WorkEvery);

/// <summary>Runs a history on one thread. Of all waiting steps it continues one at a time in a seeded random order. Steps of a crashed node never
/// continue.</summary>
public sealed class Scheduler(Random random) : SynchronizationContext
{
    private const int MostSteps = 500_000;
    private readonly List<Waiting> _waiting = [];
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = [];

    /// <summary>The number of executed steps and a digest of their order.</summary>
    public (int Count, int Digest) Trace { get; private set; }

    // The commits of a run reach the store in one request, so others rarely come in between.
    public Task StepAsync(Node node, string name)
    {
        if (name.StartsWith(InMemoryEventStore.BetweenCommits, StringComparison.Ordinal) && random.Next(4) != 0)
        {
            return Task.CompletedTask;
        }

        var waiting = new Waiting(node, name, new TaskCompletionSource());
        _waiting.Add(waiting);
        return waiting.Go.Task;
    }

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    /// <summary>Executes steps until none is left. Throws if there is no end. Calls <paramref name="between"/> before each.</summary>
    public void Run(Action<Node> between)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            Settle();
            while (_waiting.Count > 0)
            {
                ContinueOne(between);
                Settle();
            }
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    private void ContinueOne(Action<Node> between)
    {
        var index = random.Next(_waiting.Count);
        var next = _waiting[index];
        _waiting.RemoveAt(index);
        if (next.Node.IsAlive)
        {
            between(next.Node);
        }

        if (next.Node.IsAlive)
        {
            _ = Trace.Count == MostSteps ? throw new InvalidOperationException($"The history has not ended after {MostSteps} steps.") : 0;
            Trace = (Trace.Count + 1, (Trace.Digest * 31) + Digest(next.Name) + index);
            next.Go.SetResult();
        }
    }

    private void Settle()
    {
        while (_posted.TryDequeue(out var work))
        {
            work.Callback(work.State);
        }
    }

    // string.GetHashCode differs between processes, and a trace must not.
    private static int Digest(string name) => name.Aggregate(17, (digest, c) => (digest * 31) + c);

    private sealed record Waiting(Node Node, string Name, TaskCompletionSource Go);
}

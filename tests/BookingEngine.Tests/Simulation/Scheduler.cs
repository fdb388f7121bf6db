namespace BookingEngine.Tests.Simulation;

/// <summary>Runs everything of a history on one thread, in an order that its seed decides: of all steps that wait, one at a time is let
/// go on. Steps of a crashed node never are.</summary>
public sealed class Scheduler(Random random) : SynchronizationContext
{
    private readonly List<Waiting> _waiting = [];
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = [];

    /// <summary>How many steps have been let go on, and a digest of which in what order.</summary>
    public (int Count, int Digest) Trace { get; private set; }

    public Task StepAsync(Node node, string name)
    {
        var waiting = new Waiting(node, name, new TaskCompletionSource());
        _waiting.Add(waiting);
        return waiting.Go.Task;
    }

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    /// <summary>Lets steps go on until none is left, calling <paramref name="between"/> before each.</summary>
    public void Run(Action<Node> between)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            Settle();
            while (_waiting.Count > 0)
            {
                GoOn(between);
                Settle();
            }
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    private void GoOn(Action<Node> between)
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

    // string.GetHashCode differs from process to process; a trace must not.
    private static int Digest(string name) => name.Aggregate(17, (digest, c) => (digest * 31) + c);

    private sealed record Waiting(Node Node, string Name, TaskCompletionSource Go);
}

namespace BookingEngine.Infrastructure.Queues;

/// <summary>One queue in memory. A taken message is no longer in it: the taker may put it back or move it to poison.</summary>
public sealed class InProcessQueue(TimeProvider time)
{
    private readonly PriorityQueue<QueuedMessage, (long DueTicks, long Sequence)> _waiting = new();
    private TaskCompletionSource _changed = NewSignal();
    private long _sequence;
    private int _poison;

    /// <summary>The number of messages that became poison.</summary>
    public int Poison => Volatile.Read(ref _poison);

    public void Send(string text, TimeSpan visibleAfter)
    {
        lock (_waiting)
        {
            PutBack(new QueuedMessage($"{_sequence}", text, text, 0, ""), visibleAfter);
        }
    }

    public void PutBack(QueuedMessage message, TimeSpan visibleAfter)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(message, (time.GetUtcNow().Ticks + visibleAfter.Ticks, _sequence++));
            _changed.TrySetResult();
        }
    }

    public void MoveToPoison() => Interlocked.Increment(ref _poison);

    /// <summary>Waits until a message is visible. Returns all visible messages, up to <paramref name="atMost"/>.</summary>
    public async Task<IReadOnlyList<QueuedMessage>> TakeAsync(int atMost, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            TimeSpan wait;
            lock (_waiting)
            {
                wait = UntilNext();
                if (wait <= TimeSpan.Zero)
                {
                    return TakeVisible(atMost);
                }

                _changed = NewSignal();
                changed = _changed.Task;
            }

            await changed.WaitAsync(wait, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private List<QueuedMessage> TakeVisible(int atMost)
    {
        var taken = new List<QueuedMessage>();
        while (taken.Count < atMost && UntilNext() <= TimeSpan.Zero)
        {
            var next = _waiting.Dequeue();
            taken.Add(next with { DequeueCount = next.DequeueCount + 1 });
        }

        return taken;
    }

    private TimeSpan UntilNext() => _waiting.TryPeek(out _, out var next)
        ? TimeSpan.FromTicks(next.DueTicks - time.GetUtcNow().Ticks)
        : TimeSpan.FromDays(1);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

namespace BookingEngine.Infrastructure.Queues;

/// <summary>One queue: what is taken is the taker's to put back or to give up.</summary>
public sealed class InProcessQueue(TimeProvider time)
{
    private readonly PriorityQueue<QueuedMessage, (long DueTicks, long Sequence)> _waiting = new();
    private readonly List<QueuedMessage> _poison = [];
    private TaskCompletionSource _changed = NewSignal();
    private long _sequence;

    /// <summary>Messages that were given up.</summary>
    public IReadOnlyList<QueuedMessage> Poison
    {
        get
        {
            lock (_waiting)
            {
                return [.. _poison];
            }
        }
    }

    public void Put(QueuedMessage message, TimeSpan visibleAfter)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(message, (time.GetUtcNow().Ticks + visibleAfter.Ticks, _sequence++));
            _changed.TrySetResult();
        }
    }

    public void GiveUp(QueuedMessage message)
    {
        lock (_waiting)
        {
            _poison.Add(message);
        }
    }

    /// <summary>The next message, as soon as one is visible.</summary>
    public async Task<QueuedMessage> TakeAsync(CancellationToken cancellation)
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
                    var next = _waiting.Dequeue();
                    return next with { DequeueCount = next.DequeueCount + 1 };
                }

                _changed = NewSignal();
                changed = _changed.Task;
            }

            await Task.WhenAny(changed, Task.Delay(wait, time, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private TimeSpan UntilNext() => _waiting.TryPeek(out _, out var next)
        ? TimeSpan.FromTicks(next.DueTicks - time.GetUtcNow().Ticks)
        : TimeSpan.FromDays(1);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

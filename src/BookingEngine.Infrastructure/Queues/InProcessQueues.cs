using System.Collections.Concurrent;
using BookingEngine.Pipeline;

namespace BookingEngine.Infrastructure.Queues;

/// <summary>Queues inside this process, for one machine. They end with the process; nothing is lost by that, for the sweep at the next
/// start queues again what lags.</summary>
public sealed class InProcessQueues(TimeProvider time) : IMessageQueue
{
    private readonly ConcurrentDictionary<string, InProcessQueue> _queues = new(StringComparer.Ordinal);

    public Task SendAsync(string queue, string message, TimeSpan visibleAfter = default)
    {
        Of(queue).Put(new QueuedMessage(message, 0), visibleAfter);
        return Task.CompletedTask;
    }

    public Task<int> CountPoisonAsync(CancellationToken cancellation) => Task.FromResult(_queues.Values.Sum(q => q.Poison.Count));

    public InProcessQueue Of(string queue) => _queues.GetOrAdd(queue, _ => new InProcessQueue(time));
}

/// <param name="DequeueCount">How many times it has been taken.</param>
public sealed record QueuedMessage(string Text, int DequeueCount);

using System.Collections.Concurrent;
using BookingEngine.Queues;

namespace BookingEngine.Infrastructure.Queues;

/// <summary>Queues in this process's memory. They end with the process, but nothing is lost: the sweep at the next start queues every
/// lagging stream again. A taken message needs no hiding, because no other process can take it.</summary>
public sealed class InProcessQueues(TimeProvider time) : IMessageQueue, IQueueReceiver
{
    private readonly ConcurrentDictionary<string, InProcessQueue> _queues = new(StringComparer.Ordinal);

    public Task SendAsync(string queue, string message, TimeSpan visibleAfter = default)
    {
        Of(queue).Send(message, visibleAfter);
        return Task.CompletedTask;
    }

    public Task<int> CountPoisonAsync(CancellationToken cancellation) => Task.FromResult(_queues.Values.Sum(q => q.Poison));

    public Task<IReadOnlyList<QueuedMessage>> TakeAsync(string queue, int atMost, TimeSpan hiddenFor, CancellationToken cancellation) =>
        Of(queue).TakeAsync(atMost, cancellation);

    public Task<QueuedMessage> HideAsync(string queue, QueuedMessage message, TimeSpan hiddenFor) => Task.FromResult(message);

    public Task PutBackAsync(string queue, QueuedMessage message, TimeSpan visibleAfter)
    {
        Of(queue).PutBack(message, visibleAfter);
        return Task.CompletedTask;
    }

    public Task DeleteAsync(string queue, QueuedMessage message) => Task.CompletedTask;

    public Task MoveToPoisonAsync(string queue, QueuedMessage message)
    {
        Of(queue).MoveToPoison();
        return Task.CompletedTask;
    }

    private InProcessQueue Of(string queue) => _queues.GetOrAdd(queue, _ => new InProcessQueue(time));
}

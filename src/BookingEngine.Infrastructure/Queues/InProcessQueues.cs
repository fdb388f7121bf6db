using System.Collections.Concurrent;
using BookingEngine.Queues;

namespace BookingEngine.Infrastructure.Queues;

/// <summary>Queues inside this process, for one machine. They end with the process; nothing is lost by that, for the sweep at the next
/// start queues again what lags. What is taken needs no hiding: nobody else could take it.</summary>
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

    public Task GiveUpAsync(string queue, QueuedMessage message)
    {
        Of(queue).GiveUp();
        return Task.CompletedTask;
    }

    private InProcessQueue Of(string queue) => _queues.GetOrAdd(queue, _ => new InProcessQueue(time));
}

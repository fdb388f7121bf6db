namespace BookingEngine.Infrastructure.Queues;

/// <summary>The taking side of the queues, for a host that listens by itself. A message that was taken is its taker's until it is deleted, given up
/// or put back, or until it has been hidden for too long.</summary>
public interface IQueueReceiver
{
    /// <summary>Waits until at least one message is visible and takes it, and what else is visible, up to <paramref name="atMost"/>.</summary>
    /// <param name="hiddenFor">How long others do not see them, should the taker die.</param>
    /// <exception cref="Ports.StoreUnavailableException">The queue cannot be reached.</exception>
    Task<IReadOnlyList<QueuedMessage>> TakeAsync(string queue, int atMost, TimeSpan hiddenFor, CancellationToken cancellation);

    /// <summary>Hides it for so long from now on; to be gone on with is the message returned.</summary>
    Task<QueuedMessage> HideAsync(string queue, QueuedMessage message, TimeSpan hiddenFor);

    /// <summary>It is seen again after that time.</summary>
    Task PutBackAsync(string queue, QueuedMessage message, TimeSpan visibleAfter);

    /// <summary>It is done with.</summary>
    Task DeleteAsync(string queue, QueuedMessage message);

    /// <summary>It becomes poison: out of the queue, counted, and kept as far as the queue is.</summary>
    Task GiveUpAsync(string queue, QueuedMessage message);
}

/// <param name="Body">The message as it lies on the queue.</param>
/// <param name="Text">The message as it was sent; null if <paramref name="Body"/> is none of ours.</param>
/// <param name="DequeueCount">How many times it has been taken.</param>
/// <param name="Receipt">What the queue asks of the taker; another taker's makes it worthless.</param>
public sealed record QueuedMessage(string Id, string Body, string? Text, int DequeueCount, string Receipt);

namespace BookingEngine.Infrastructure.Queues;

/// <summary>Receives messages, for a host without the Functions runtime. A taken message stays hidden from others until it is put back or
/// its visibility timeout ends.</summary>
public interface IQueueReceiver
{
    /// <summary>Waits until a message is visible. Takes all visible messages, up to <paramref name="atMost"/>.</summary>
    /// <param name="hiddenFor">The visibility timeout. If the taker dies, others see the messages after it.</param>
    /// <exception cref="Ports.StoreUnavailableException">The queue cannot be reached.</exception>
    Task<IReadOnlyList<QueuedMessage>> TakeAsync(string queue, int atMost, TimeSpan hiddenFor, CancellationToken cancellation);

    /// <summary>Hides the message for this time from now. Returns the message to use from then on: its receipt may have changed.</summary>
    Task<QueuedMessage> HideAsync(string queue, QueuedMessage message, TimeSpan hiddenFor);

    /// <summary>Puts the message back on its queue. It becomes visible after the given time.</summary>
    Task PutBackAsync(string queue, QueuedMessage message, TimeSpan visibleAfter);

    Task DeleteAsync(string queue, QueuedMessage message);

    /// <summary>Removes the message from its queue and counts it as poison. Azure Storage keeps it; memory queues drop it.</summary>
    Task MoveToPoisonAsync(string queue, QueuedMessage message);
}

/// <param name="Body">The message as stored on the queue.</param>
/// <param name="Text">The message as sent; null if <paramref name="Body"/> is not in this engine's encoding.</param>
/// <param name="DequeueCount">The number of times that the message was taken.</param>
/// <param name="Receipt">Proves to the queue that the caller holds the message. It is invalid once another process takes the message.</param>
public sealed record QueuedMessage(string Id, string Body, string? Text, int DequeueCount, string Receipt);

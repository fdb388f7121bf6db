using BookingEngine.Queues;

namespace BookingEngine.Infrastructure.Queues;

/// <summary>Azure Storage queues. Messages never expire. The first message creates its queue.</summary>
public sealed class StorageQueues(StorageQueueService service) : IMessageQueue
{
    public Task SendAsync(string queue, string message, TimeSpan visibleAfter = default) =>
        service.PutAsync(queue, Base64Text.Write(message), visibleAfter);

    public async Task<int> CountPoisonAsync(CancellationToken cancellation) =>
        (await Task.WhenAll(QueueNames.All.Select(queue => CountAsync(StorageQueueService.PoisonOf(queue), cancellation)))).Sum();

    private Task<int> CountAsync(string queue, CancellationToken cancellation) => service.CallAsync(
        queue, async client => (await client.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount, missing: 0);
}

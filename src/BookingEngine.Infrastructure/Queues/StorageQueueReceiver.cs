using Azure.Storage.Queues.Models;

namespace BookingEngine.Infrastructure.Queues;

/// <summary>Polls Azure Storage queues. The pause between two polls doubles up to the longest pause, and is short again after a message.
/// If a message becomes visible too early, another process may take it. Calls with the old receipt then do nothing.</summary>
public sealed class StorageQueueReceiver(StorageQueueService service, TimeSpan longestPause, TimeProvider time) : IQueueReceiver
{
    private const int LargestBatch = 32; // the service's limit
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    public async Task<IReadOnlyList<QueuedMessage>> TakeAsync(string queue, int atMost, TimeSpan hiddenFor, CancellationToken cancellation)
    {
        var pause = ShortestPause;
        while (true)
        {
            var received = await service.CallAsync(
                queue, async client => (await client.ReceiveMessagesAsync(Math.Min(atMost, LargestBatch), hiddenFor, cancellation)).Value, missing: []);
            if (received.Length > 0)
            {
                return [.. received.Select(ToMessage)];
            }

            await Task.Delay(pause, time, cancellation);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, longestPause.Ticks));
        }
    }

    public Task<QueuedMessage> HideAsync(string queue, QueuedMessage message, TimeSpan hiddenFor) => service.CallAsync(
        queue,
        async client => message with
        {
            Receipt = (await client.UpdateMessageAsync(message.Id, message.Receipt, visibilityTimeout: hiddenFor)).Value.PopReceipt,
        },
        missing: message);

    public Task PutBackAsync(string queue, QueuedMessage message, TimeSpan visibleAfter) => HideAsync(queue, message, visibleAfter);

    public Task DeleteAsync(string queue, QueuedMessage message) => service.CallAsync(
        queue,
        async client =>
        {
            await client.DeleteMessageAsync(message.Id, message.Receipt);
            return true;
        },
        missing: false);

    /// <summary>Sends first, then deletes: a crash in between duplicates the message but does not lose it.</summary>
    public async Task MoveToPoisonAsync(string queue, QueuedMessage message)
    {
        await service.PutAsync(StorageQueueService.PoisonOf(queue), message.Body);
        await DeleteAsync(queue, message);
    }

    private static QueuedMessage ToMessage(QueueMessage message)
    {
        var body = message.Body.ToString();
        return new QueuedMessage(message.MessageId, body, Base64Text.TryRead(body), (int)message.DequeueCount, message.PopReceipt);
    }
}

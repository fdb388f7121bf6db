using Azure.Storage.Queues.Models;

namespace BookingEngine.Infrastructure.Queues;

/// <summary>Listens to Azure Storage queues by polling: soon again after there was something, then ever more slowly, down to the longest pause.
/// A message that another has taken meanwhile, because it was hidden for too short a time, is the other's: what is asked of it here is
/// quietly not done.</summary>
public sealed class StorageQueueReceiver(StorageQueueService service, TimeSpan longestPause, TimeProvider time) : IQueueReceiver
{
    private const int LargestBatch = 32; // the service's limit
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    public async Task<IReadOnlyList<QueuedMessage>> TakeAsync(string queue, int atMost, TimeSpan hiddenFor, CancellationToken cancellation)
    {
        var pause = ShortestPause;
        while (true)
        {
            var received = await service.AskAsync(
                queue, async client => (await client.ReceiveMessagesAsync(Math.Min(atMost, LargestBatch), hiddenFor, cancellation)).Value, missing: []);
            if (received.Length > 0)
            {
                return [.. received.Select(Taken)];
            }

            await Task.Delay(pause, time, cancellation);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, longestPause.Ticks));
        }
    }

    public Task<QueuedMessage> HideAsync(string queue, QueuedMessage message, TimeSpan hiddenFor) => service.AskAsync(
        queue,
        async client => message with
        {
            Receipt = (await client.UpdateMessageAsync(message.Id, message.Receipt, visibilityTimeout: hiddenFor)).Value.PopReceipt,
        },
        missing: message);

    public Task PutBackAsync(string queue, QueuedMessage message, TimeSpan visibleAfter) => HideAsync(queue, message, visibleAfter);

    public Task DeleteAsync(string queue, QueuedMessage message) => service.AskAsync(
        queue,
        async client =>
        {
            await client.DeleteMessageAsync(message.Id, message.Receipt);
            return true;
        },
        missing: false);

    /// <summary>Sends first: a crash between doubles the message and does not lose it.</summary>
    public async Task GiveUpAsync(string queue, QueuedMessage message)
    {
        await service.PutAsync(StorageQueueService.PoisonOf(queue), message.Body);
        await DeleteAsync(queue, message);
    }

    private static QueuedMessage Taken(QueueMessage message)
    {
        var body = message.Body.ToString();
        return new QueuedMessage(message.MessageId, body, Base64Text.TryRead(body), (int)message.DequeueCount, message.PopReceipt);
    }
}

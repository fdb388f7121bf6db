using Azure.Storage.Queues.Models;

namespace BookingEngine.Infrastructure.Queues;

/// <summary>The poison messages on Azure Storage queues, from both the local host and the Functions host.</summary>
public sealed class StoragePoison(StorageQueueService service)
{
    private const int LargestBatch = 32; // the service's limit
    private static readonly TimeSpan HiddenFor = TimeSpan.FromMinutes(1);

    /// <summary>Returns the first messages and the service's estimate of their number, which is never too low. Changes nothing.</summary>
    public async Task<(IReadOnlyList<PoisonMessage> First, int Count)> ListAsync(string queue, CancellationToken cancellation)
    {
        var poison = StorageQueueService.PoisonOf(queue);
        var peeked = await service.CallAsync(poison, async client => (await client.PeekMessagesAsync(LargestBatch, cancellation)).Value, missing: []);
        return ([.. peeked.Select(ToMessage)], await CountAsync(poison, cancellation));
    }

    /// <summary>Puts back only as many messages as there are at the start. So a message that fails again at once does not loop forever.
    /// It sends each message, then deletes it: a crash in between duplicates the message but does not lose it.</summary>
    /// <returns>The number of messages put back.</returns>
    public async Task<int> PutBackAsync(string queue, CancellationToken cancellation)
    {
        var poison = StorageQueueService.PoisonOf(queue);
        var (left, done) = (await CountAsync(poison, cancellation), 0);
        while (left > 0 && await TakeAsync(poison, left, cancellation) is { Length: > 0 } taken)
        {
            foreach (var message in taken)
            {
                await service.PutAsync(queue, message.Body.ToString());
                await service.CallAsync(poison, client => client.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None), missing: null!);
                done++;
            }

            left -= taken.Length;
        }

        return done;
    }

    private Task<int> CountAsync(string poison, CancellationToken cancellation) => service.CallAsync(
        poison, async client => (await client.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount, missing: 0);

    private Task<QueueMessage[]> TakeAsync(string poison, int left, CancellationToken cancellation) => service.CallAsync(
        poison, async client => (await client.ReceiveMessagesAsync(Math.Min(left, LargestBatch), HiddenFor, cancellation)).Value, missing: []);

    private static PoisonMessage ToMessage(PeekedMessage message)
    {
        var body = message.Body.ToString();
        return new PoisonMessage(message.MessageId, message.InsertedOn, message.DequeueCount, Base64Text.TryRead(body) ?? body);
    }
}

/// <param name="Text">The message as sent; the raw body if it is not in this engine's encoding.</param>
public sealed record PoisonMessage(string Id, DateTimeOffset? InsertedOn, long DequeueCount, string Text);

using Azure.Storage.Queues.Models;

namespace BookingEngine.Infrastructure.Queues;

/// <summary>The messages that were given up, by the local host or the Functions host, on Azure Storage queues.</summary>
public sealed class StoragePoison(StorageQueueService service)
{
    private const int LargestBatch = 32; // the service's limit
    private static readonly TimeSpan HiddenFor = TimeSpan.FromMinutes(1);

    /// <summary>The first of the queue, and how many there are by the service's estimate, which is never too low. Nothing is changed.</summary>
    public async Task<(IReadOnlyList<PoisonMessage> First, int Count)> ListAsync(string queue, CancellationToken cancellation)
    {
        var poison = StorageQueueService.PoisonOf(queue);
        var peeked = await service.AskAsync(poison, async client => (await client.PeekMessagesAsync(LargestBatch, cancellation)).Value, missing: []);
        return ([.. peeked.Select(Shown)], await CountAsync(poison, cancellation));
    }

    /// <summary>Puts back as many as there are now, so that one which is given up at once does not come round for ever. Each is sent first and then
    /// deleted: a crash between doubles it and does not lose it.</summary>
    /// <returns>How many were put back.</returns>
    public async Task<int> PutBackAsync(string queue, CancellationToken cancellation)
    {
        var poison = StorageQueueService.PoisonOf(queue);
        var (left, done) = (await CountAsync(poison, cancellation), 0);
        while (left > 0 && await TakeAsync(poison, left, cancellation) is { Length: > 0 } taken)
        {
            foreach (var message in taken)
            {
                await service.PutAsync(queue, message.Body.ToString());
                await service.AskAsync(poison, client => client.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None), missing: null!);
                done++;
            }

            left -= taken.Length;
        }

        return done;
    }

    private Task<int> CountAsync(string poison, CancellationToken cancellation) => service.AskAsync(
        poison, async client => (await client.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount, missing: 0);

    private Task<QueueMessage[]> TakeAsync(string poison, int left, CancellationToken cancellation) => service.AskAsync(
        poison, async client => (await client.ReceiveMessagesAsync(Math.Min(left, LargestBatch), HiddenFor, cancellation)).Value, missing: []);

    private static PoisonMessage Shown(PeekedMessage message)
    {
        var body = message.Body.ToString();
        return new PoisonMessage(message.MessageId, message.InsertedOn, message.DequeueCount, Base64Text.TryRead(body) ?? body);
    }
}

/// <param name="Text">The message as it was sent, or as it lies there where it is none of ours.</param>
public sealed record PoisonMessage(string Id, DateTimeOffset? InsertedOn, long DequeueCount, string Text);

using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using BookingEngine.Pipeline;
using BookingEngine.Ports;

namespace BookingEngine.Infrastructure.Queues;

/// <summary>Azure Storage queues, Base64 on both sides as <c>host.json</c> says. Messages never expire; a queue is made at its first use.</summary>
public sealed class StorageQueues(string connection) : IMessageQueue
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
    private static readonly QueueClientOptions Options = new() { MessageEncoding = QueueMessageEncoding.Base64 };
    private readonly ConcurrentDictionary<string, Task<QueueClient>> _clients = new(StringComparer.Ordinal);

    public async Task SendAsync(string queue, string message, TimeSpan visibleAfter = default)
    {
        try
        {
            var client = await ClientAsync(queue);
            await client.SendMessageAsync(message, visibleAfter, Forever, CancellationToken.None);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            _clients.TryRemove(queue, out _);
            throw new StoreUnavailableException($"The queue {queue} could not be written to.", e);
        }
    }

    public async Task<int> CountPoisonAsync(CancellationToken cancellation)
    {
        var count = 0;
        foreach (var queue in QueueNames.All)
        {
            count += await CountAsync($"{queue}-poison", cancellation);
        }

        return count;
    }

    private async Task<int> CountAsync(string queue, CancellationToken cancellation)
    {
        try
        {
            return (await new QueueClient(connection, queue, Options).GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return 0; // made by the host at the first message that is given up
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            throw new StoreUnavailableException($"The queue {queue} could not be read.", e);
        }
    }

    private Task<QueueClient> ClientAsync(string queue) => _clients.GetOrAdd(queue, async name =>
    {
        var client = new QueueClient(connection, name, Options);
        await client.CreateIfNotExistsAsync();
        return client;
    });
}

using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace BookingEngine.FunctionsHost.Queues;

/// <summary>A queue of the storage account and its poison queue.</summary>
internal sealed class StorageQueue
{
    private readonly QueueClient _queue, _poison, _undecoded;
    private readonly QueueSettings _settings;

    public StorageQueue(string connection, string name, QueueSettings settings)
    {
        _settings = settings;
        var encoding = settings.IsBase64 ? QueueMessageEncoding.Base64 : QueueMessageEncoding.None;
        QueueClientOptions options = new() { MessageEncoding = encoding };
        options.MessageDecodingFailed += failed => MoveAsync(failed.ReceivedMessage, failed.ReceivedMessage.PopReceipt, _undecoded!);
        _queue = new QueueClient(connection, name, options);
        _poison = new QueueClient(connection, $"{name}-poison", new() { MessageEncoding = encoding });
        _undecoded = new QueueClient(connection, $"{name}-poison");
    }

    public string Name => _queue.Name;

    /// <summary>Receives a batch and hides it for the lease. A missing queue is empty. A message that is not Base64 becomes poison.</summary>
    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(TimeSpan lease, CancellationToken cancellation)
    {
        try
        {
            return (await _queue.ReceiveMessagesAsync(_settings.BatchSize, lease, cancellation)).Value;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return [];
        }
    }

    /// <returns>The new receipt, with which the message is changed or deleted from now on.</returns>
    public async Task<string> HideAsync(QueueMessage message, string receipt, TimeSpan time) =>
        (await _queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: time)).Value.PopReceipt;

    public Task DeleteAsync(QueueMessage message, string receipt) => _queue.DeleteMessageAsync(message.MessageId, receipt);

    public Task MoveToPoisonAsync(QueueMessage message, string receipt) => MoveAsync(message, receipt, _poison);

    private async Task MoveAsync(QueueMessage message, string receipt, QueueClient poison)
    {
        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(message.Body);
        await DeleteAsync(message, receipt);
    }
}

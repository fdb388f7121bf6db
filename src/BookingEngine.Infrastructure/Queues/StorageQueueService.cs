using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Storage.Queues;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Ports;

namespace BookingEngine.Infrastructure.Queues;

/// <summary>The queues of a storage account. It passes bodies unchanged; callers encode and decode them with <see cref="Base64Text"/>.
/// A failing call ends within <see cref="StorageRetries.Longest"/>.</summary>
public sealed class StorageQueueService(StorageSettings settings, StorageRetries retries)
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
    private readonly Lazy<QueueServiceClient> _service = new(() => Connect(settings, retries)); // most cold starts need no queue for their first answer

    /// <summary>The poison queue of a queue. The Functions host uses the same name.</summary>
    public static string PoisonOf(string queue) => $"{queue}-poison";

    /// <summary>Puts a body on the queue. Creates the queue if it is missing.</summary>
    /// <exception cref="StoreUnavailableException">The call failed. The message may still be on the queue.</exception>
    public Task PutAsync(string queue, string body, TimeSpan visibleAfter = default) => CallAsync(queue, async client =>
    {
        try
        {
            return await client.SendMessageAsync(body, visibleAfter, Forever, CancellationToken.None);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            await client.CreateIfNotExistsAsync();
            return await client.SendMessageAsync(body, visibleAfter, Forever, CancellationToken.None);
        }
    });

    /// <summary>Calls a queue. Returns <paramref name="missing"/> if the queue or message does not exist or the receipt is outdated.</summary>
    /// <exception cref="StoreUnavailableException">The account cannot be reached, or it refuses the call.</exception>
    public async Task<T> CallAsync<T>(string queue, Func<QueueClient, Task<T>> call, T missing)
    {
        try
        {
            return await CallAsync(queue, call);
        }
        catch (StoreUnavailableException e)
            when (e.InnerException is RequestFailedException { Status: 404 } or RequestFailedException { ErrorCode: "PopReceiptMismatch" })
        {
            return missing;
        }
    }

    private async Task<T> CallAsync<T>(string queue, Func<QueueClient, Task<T>> call)
    {
        try
        {
            return await call(_service.Value.GetQueueClient(queue));
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or AuthenticationFailedException)
        {
            var last = e is AggregateException tries ? tries.InnerExceptions[^1] : e;
            throw new StoreUnavailableException($"The queue {queue} could not be {Describe(last)}.", last);
        }
    }

    // Operators read this in a log, so it is one line. The client's own texts have many lines, except for a failed connection.
    private static string Describe(Exception e) => e switch
    {
        AuthenticationFailedException => "used: the identity got no token",
        RequestFailedException { ErrorCode: { } code } => $"used: {code}",
        RequestFailedException { Status: 0 } => $"reached: {e.Message}",
        _ => "reached",
    };

    private static QueueServiceClient Connect(StorageSettings settings, StorageRetries retries)
    {
        var options = retries.ApplyTo(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
        return settings.ConnectionString is { } connection
            ? new QueueServiceClient(connection, options)
            : new QueueServiceClient(settings.QueueService, CredentialOf(settings, retries), options);
    }

    private static TokenCredential CredentialOf(StorageSettings settings, StorageRetries retries) => settings.ByManagedIdentity
        ? new ManagedIdentityCredential(retries.ApplyTo(new ManagedIdentityCredentialOptions(settings.ClientId is { } id
            ? ManagedIdentityId.FromUserAssignedClientId(id)
            : ManagedIdentityId.SystemAssigned)))
        : new DefaultAzureCredential(retries.ApplyTo(new DefaultAzureCredentialOptions { ManagedIdentityClientId = settings.ClientId }));
}

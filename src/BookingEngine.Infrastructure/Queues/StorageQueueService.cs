using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Storage.Queues;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Ports;

namespace BookingEngine.Infrastructure.Queues;

/// <summary>The queues of a storage account. Bodies pass as they lie there: <see cref="Base64Text"/> is for those who read or write them. A
/// failing call ends within <see cref="StorageRetries.Longest"/>.</summary>
public sealed class StorageQueueService(StorageSettings settings, StorageRetries retries)
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
    private readonly QueueServiceClient _service = Connect(settings, retries);

    /// <summary>Where the Functions host, too, puts what was given up.</summary>
    public static string PoisonOf(string queue) => $"{queue}-poison";

    /// <summary>Puts a body on the queue, which is made where it is missing.</summary>
    /// <exception cref="StoreUnavailableException">Whether it is on the queue is not known.</exception>
    public Task PutAsync(string queue, string body, TimeSpan visibleAfter = default) => AskAsync(queue, async client =>
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

    /// <summary>Asks a queue, or gives <paramref name="missing"/> where there is no such queue or message, or another has taken the message.</summary>
    /// <exception cref="StoreUnavailableException">The account cannot be reached, or refuses.</exception>
    public async Task<T> AskAsync<T>(string queue, Func<QueueClient, Task<T>> ask, T missing)
    {
        try
        {
            return await AskAsync(queue, ask);
        }
        catch (StoreUnavailableException e) when (e.InnerException is RequestFailedException { Status: 404 } or RequestFailedException { ErrorCode: "PopReceiptMismatch" })
        {
            return missing;
        }
    }

    private async Task<T> AskAsync<T>(string queue, Func<QueueClient, Task<T>> ask)
    {
        try
        {
            return await ask(_service.GetQueueClient(queue));
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or AuthenticationFailedException)
        {
            var last = e is AggregateException tries ? tries.InnerExceptions[^1] : e;
            throw new StoreUnavailableException($"The queue {queue} could not be {Words(last)}.", last);
        }
    }

    // In one line: an operator reads it. The client's own texts have many, but for a connection that failed.
    private static string Words(Exception e) => e switch
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

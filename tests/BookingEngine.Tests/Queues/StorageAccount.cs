using Azure;
using Azure.Storage.Queues;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Queues;

namespace BookingEngine.Tests.Queues;

/// <summary>The account of QUEUES_TEST_CONNECTION with the tests' own client. Its queues are empty at the start of a test.</summary>
public sealed class StorageAccount
{
    public const string Variable = "QUEUES_TEST_CONNECTION";
    public const string How = ".ci/queues starts Azurite and sets it";
    private readonly QueueServiceClient _client = new(Connection);

    public static string Connection => Environment.GetEnvironmentVariable(Variable)!;

    public StorageQueueService Service { get; } = new(new StorageSettings(Connection, null, false, null), StorageRetries.Default);

    public async Task EmptyAsync()
    {
        await foreach (var queue in _client.GetQueuesAsync())
        {
            await _client.DeleteQueueAsync(queue.Name);
        }
    }

    /// <summary>Sends a message that is not Base64, as a foreign client could.</summary>
    public async Task PutAsync(string queue, string body)
    {
        await _client.CreateQueueAsync(queue);
        await _client.GetQueueClient(queue).SendMessageAsync(body);
    }

    /// <summary>The first 32 bodies as stored.</summary>
    public async Task<string[]> BodiesAsync(string queue) =>
        [.. (await _client.GetQueueClient(queue).PeekMessagesAsync(32)).Value.Select(m => m.Body.ToString())];

    /// <summary>The first 32 bodies, decoded.</summary>
    public async Task<string[]> TextsAsync(string queue) => [.. (await BodiesAsync(queue)).Select(body => Base64Text.TryRead(body)!)];

    /// <summary>0 for a queue that was not needed yet.</summary>
    public async Task<int> CountAsync(string queue)
    {
        try
        {
            return (await _client.GetQueueClient(queue).GetPropertiesAsync()).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return 0;
        }
    }

    public async Task<DateTimeOffset?> ExpiryAsync(string queue) =>
        (await _client.GetQueueClient(queue).PeekMessageAsync()).Value.ExpiresOn;

    public async Task<int> CountAsync(string[] queues) => (await Task.WhenAll(queues.Select(CountAsync))).Sum();
}

/// <summary>Tests of the shared account, which run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class StorageTests
{
    public const string Name = "Storage account";
}

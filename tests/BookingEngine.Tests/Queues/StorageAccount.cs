using Azure.Storage.Queues;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Queues;

namespace BookingEngine.Tests.Queues;

/// <summary>The account that QUEUES_TEST_CONNECTION names, its queues empty at the start of a test, looked at with a client of the
/// tests' own.</summary>
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

    /// <summary>A message as anybody may write it: not in Base64.</summary>
    public async Task PutAsync(string queue, string body)
    {
        await _client.CreateQueueAsync(queue);
        await _client.GetQueueClient(queue).SendMessageAsync(body);
    }

    /// <summary>The first 32 bodies as they lie there.</summary>
    public async Task<string[]> BodiesAsync(string queue) =>
        [.. (await _client.GetQueueClient(queue).PeekMessagesAsync(32)).Value.Select(m => m.Body.ToString())];

    /// <summary>The same as they were sent.</summary>
    public async Task<string[]> TextsAsync(string queue) => [.. (await BodiesAsync(queue)).Select(body => Base64Text.TryRead(body)!)];

    public async Task<int> CountAsync(string queue) => (await _client.GetQueueClient(queue).GetPropertiesAsync()).Value.ApproximateMessagesCount;

    public async Task<DateTimeOffset?> ExpiryAsync(string queue) =>
        (await _client.GetQueueClient(queue).PeekMessageAsync()).Value.ExpiresOn;

    public async Task<int> CountAsync(string[] queues) => (await Task.WhenAll(queues.Select(CountAsync))).Sum();
}

/// <summary>Tests of the one account: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class StorageTests
{
    public const string Name = "Storage account";
}

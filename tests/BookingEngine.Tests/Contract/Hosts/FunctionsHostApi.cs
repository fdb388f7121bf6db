using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using BookingEngine.Infrastructure.Queues;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Queues;

namespace BookingEngine.Tests.Contract.Hosts;

/// <summary>What the Functions host offers besides the API: its own paths, the queues and the mail folder.</summary>
internal sealed class FunctionsHostApi(ContractApi api)
{
    public const string AdminKey = "API_TEST_ADMIN_KEY";
    public const string How = ".ci/functions starts the function app and sets it";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly QueueServiceClient _queues = new(StorageAccount.Connection);

    public Task<Answer> GetAsync(string path) => api.SendAsync(Call.Get(path) with { Headers = [Authorized] });

    /// <summary>Runs a function by hand. The status is 202 after a success.</summary>
    public Task<Answer> RunAsync(string function, string input = "") => api.SendAsync(
        Call.PostJson($"/admin/functions/{function}", new JsonObject { ["input"] = input }.ToJsonString()) with { Headers = [Authorized] });

    public async Task PutAsync(string queue, string text)
    {
        await _queues.CreateQueueAsync(queue);
        await _queues.GetQueueClient(queue).SendMessageAsync(Base64Text.Write(text));
    }

    /// <summary>The number of messages on the queue, including hidden ones.</summary>
    public async Task<int> CountAsync(string queue)
    {
        var client = _queues.GetQueueClient(queue);
        return await client.ExistsAsync() ? (await client.GetPropertiesAsync()).Value.ApproximateMessagesCount : 0;
    }

    /// <summary>The texts of all mails.</summary>
    public static string[] Mails() => ContractApi.Variable("API_TEST_MAILS") is { } folder && Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*.eml").Select(File.ReadAllText)]
        : [];

    /// <summary>Waits for at most a minute.</summary>
    public static async Task WaitForAsync(string what, Func<Task<bool>> isSo)
    {
        using CancellationTokenSource deadline = new(Timeouts.Wait);
        while (!await isSo())
        {
            Assert.False(deadline.IsCancellationRequested, $"Not within a minute: {what}.");
            await Task.Delay(Pause);
        }
    }

    private static (string, string) Authorized => ("x-functions-key", ContractApi.Variable(AdminKey)!);
}

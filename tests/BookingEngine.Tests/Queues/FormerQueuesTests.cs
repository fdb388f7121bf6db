using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Infrastructure.Queues;
using BookingEngine.Queues;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.Queues;

/// <summary>An upgrade from a version that had a queue for each kind of work, with messages in each of them.</summary>
[Collection(StorageTests.Name)]
[NeedsServer(StorageAccount.Variable, StorageAccount.How)]
public sealed class FormerQueuesTests : IAsyncLifetime
{
    private static readonly string[] Poison = [.. MergedQueues.Merged.Select(queue => $"{queue}-poison")];
    private readonly DirectoryInfo _folder = TemporaryFolders.Create();
    private readonly StorageAccount _account = new();

    public Task InitializeAsync() => _account.EmptyAsync();

    public Task DisposeAsync() => _folder.DeleteSettledAsync();

    [ServerFact]
    public async Task After_an_upgrade_each_former_queue_and_its_poison_are_handled()
    {
        var messages = await LeaveMessagesAsync();

        await using var upgraded = await StorageApi.StartAsync(_folder.FullName, listening: true);
        await Mailbox.WaitAsync(async () => await _account.CountAsync([.. MergedQueues.Merged]) == 0 && Mails() == 1);
        Assert.Equal(messages.Count, (await upgraded.ReadyAsync()).Poison); // counted until somebody puts them back

        var poison = new StoragePoison(_account.Service);
        foreach (var queue in MergedQueues.Merged)
        {
            Assert.Equal(1, await poison.PutBackAsync(queue, CancellationToken.None));
        }

        await Mailbox.WaitAsync(async () => await _account.CountAsync([.. MergedQueues.Merged, .. Poison]) == 0);
        await Mailbox.WaitAsync(async () => await upgraded.ReadyAsync() is (200, 0, 0));
        Assert.Equal(1, Mails()); // the same request again recovers nothing twice
    }

    // Puts one message of each kind on its former queue and another on that one's poison queue. The recovery is a real one.
    private async Task<Dictionary<string, string>> LeaveMessagesAsync()
    {
        await using var earlier = await StorageApi.StartAsync(_folder.FullName, listening: false);
        await earlier.RecoverAsync((await earlier.NewPersonAsync()).Email);
        var work = await _account.TextsAsync(QueueNames.Work);
        var request = Assert.Single(work, text => text.StartsWith("recoveries ", StringComparison.Ordinal))["recoveries ".Length..];
        await _account.EmptyAsync();
        var move = new Transfer(new MoveId(Guid.CreateVersion7()), new BookingId(Guid.CreateVersion7()), DefaultCatalogue.Resource);
        Dictionary<string, string> messages = new()
        {
            [QueueNames.RelaySignals] = "wake",
            [QueueNames.Recoveries] = request,
            [QueueNames.Moves] = move.ToJson(),
            [QueueNames.Claims] = Guid.CreateVersion7().ToString(),
        };
        Assert.Equal(MergedQueues.Merged.Order(StringComparer.Ordinal), messages.Keys.Order(StringComparer.Ordinal));
        foreach (var (queue, text) in messages)
        {
            await _account.Service.PutAsync(queue, Base64Text.Write(text));
            await _account.Service.PutAsync($"{queue}-poison", Base64Text.Write(text));
        }

        return messages;
    }

    private int Mails() => new DirectoryInfo(Path.Combine(_folder.FullName, "mail")) is { Exists: true } mails ? mails.GetFiles("*.eml").Length : 0;
}

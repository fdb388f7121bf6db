using BookingEngine.Queues;
using BookingEngine.Tests.Processes;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.Queues;

/// <summary>The program on a storage account, and its commands for poison messages.</summary>
[Collection(StorageTests.Name)]
[NeedsServer(StorageAccount.Variable, StorageAccount.How)]
public sealed class StoragePoisonTests : IAsyncLifetime, IDisposable
{
    private static readonly (string, string)[] Account = [("AzureWebJobsStorage", StorageAccount.Connection)];
    private readonly ProgramFixture _fixture = new();
    private readonly StorageAccount _account = new();

    public Task InitializeAsync() => _account.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _fixture.Dispose();

    [ServerFact]
    public async Task Garbage_becomes_poison_that_is_counted_listed_and_requeued()
    {
        var program = await _fixture.ServeAsync([.. _fixture.Known, .. Account]);
        await _account.PutAsync(QueueNames.Mails, "<garbage>");
        await Mailbox.WaitAsync(async () => await _account.CountAsync("mails-poison") > 0);
        Assert.Equal(1, await _account.CountAsync("mails-poison"));

        var listed = await _fixture.RunAsync(Account, "poison", "list");
        Assert.Matches(@"^mails\t[0-9a-f-]{36}\t20\d\d-\d\d-\d\d \d\d:\d\d:\d\dZ\t0\t<garbage>$", listed.Output[0]);
        Assert.Equal((0, "poison list: 1 messages", 2), (listed.Code, listed.Output[^1], listed.Output.Length));

        await program.KillAsync();
        var putBack = await _fixture.RunAsync(Account, "poison", "put-back");
        Assert.Equal(["mails\t1 put back", "poison put-back: 1 messages"], putBack.Output);
        Assert.Equal((0, 0), (putBack.Code, putBack.Errors.Length));
        Assert.Equal(["<garbage>"], await _account.BodiesAsync(QueueNames.Mails));
        Assert.Equal(0, await _account.CountAsync("mails-poison"));
    }

    [ServerFact]
    public async Task The_first_32_poison_messages_are_listed_and_all_are_requeued()
    {
        for (var n = 1; n <= 40; n++)
        {
            await _account.Service.PutAsync("mails-poison", Infrastructure.Queues.Base64Text.Write($"{n:00}\u001b{new string('x', 200)}"));
        }

        await _account.PutAsync("recoveries-poison", "another's");
        var listed = await _fixture.RunAsync(Account, "poison", "list", "--queue", "mails");
        var putBack = await _fixture.RunAsync(Account, "poison", "put-back", "--queue", "mails");

        Assert.Equal((34, "poison list: 40 messages"), (listed.Output.Length, listed.Output[^1]));
        Assert.EndsWith($"\t01.{new string('x', 117)}", listed.Output[0], StringComparison.Ordinal);
        Assert.StartsWith("mails\tand 8 more", listed.Output[32], StringComparison.Ordinal);
        Assert.Equal(["mails\t40 put back", "poison put-back: 40 messages"], putBack.Output);
        Assert.Equal((40, 0, 1), (
            await _account.CountAsync("mails"), await _account.CountAsync("mails-poison"), await _account.CountAsync("recoveries-poison")));
    }

    [ServerFact]
    public async Task Without_poison_nothing_is_listed_or_requeued()
    {
        Assert.Equal(["poison list: 0 messages"], (await _fixture.RunAsync(Account, "poison", "list")).Output);
        Assert.Equal(["poison put-back: 0 messages"], (await _fixture.RunAsync(Account, "poison", "put-back")).Output);
    }
}

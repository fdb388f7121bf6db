using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Queues;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace BookingEngine.Tests.Queues;

/// <summary>The local host on the queues of a storage account.</summary>
[Collection(StorageTests.Name)]
[NeedsServer(StorageAccount.Variable, StorageAccount.How)]
public sealed class StorageHostTests : IAsyncLifetime
{
    // Not the work: a relay that finds the lease taken sends a signal, hidden for the duration of a lease.
    private static readonly string[] BusyQueues = [QueueNames.StreamAdvances, QueueNames.Mails];
    private readonly DirectoryInfo _folder = TemporaryFolders.Create();
    private readonly StorageAccount _account = new();

    public Task InitializeAsync() => _account.EmptyAsync();

    public Task DisposeAsync() => _folder.DeleteSettledAsync();

    [ServerFact]
    public async Task A_booking_leaves_messages_that_another_host_handles()
    {
        string email;
        await using (var sender = await StorageApi.StartAsync(_folder.FullName, listening: false))
        {
            var person = await sender.NewPersonAsync();
            Assert.Equal(201, (await sender.BookAsync(person, People.NewSlot())).Status);
            Assert.Equal(200, (await sender.RecoverAsync(email = person.Email)).Status);
            Assert.Contains("""{"stream":"calendar-default","version":1}""", await _account.TextsAsync(QueueNames.StreamAdvances));
            Assert.Single(await _account.TextsAsync(QueueNames.Work), text => text.StartsWith("recoveries {", StringComparison.Ordinal));
        }

        await using var listening = await StorageApi.StartAsync(_folder.FullName, listening: true);
        await Mailbox.WaitAsync(async () => Mails().Length > 1 && await _account.CountAsync(BusyQueues) == 0 && await listening.ReadyAsync() is (200, 0, 0));

        Assert.Equal([email, email], Mails().Select(mail => mail.To.Mailboxes.Single().Address)); // the booking's, and the link to recover
        Assert.Equal(0, await _account.CountAsync(BusyQueues));
        Assert.Equal((200, 0, 0), await listening.ReadyAsync());
    }

    [ServerFact]
    public async Task Foreign_messages_become_poison_and_own_ones_are_handled()
    {
        await using var api = await StorageApi.StartAsync(_folder.FullName, listening: true);
        var queues = api.Services.GetRequiredService<IMessageQueue>();
        await _account.PutAsync(QueueNames.Recoveries, "garbage");
        await queues.SendAsync(QueueNames.Recoveries, """{"address_hash":null}""");
        await queues.SendAsync(QueueNames.StreamAdvances, "garbage, too");
        await queues.SendAsync(QueueNames.StreamAdvances, new StreamAdvanced(StreamName.Parse("calendar-nowhere"), 3).ToJson());
        var person = await api.NewPersonAsync();
        await api.RecoverAsync(person.Email);
        await Mailbox.WaitAsync(async () => Mails().Length > 0 && (await api.ReadyAsync()).Poison >= 4);

        Assert.Equal(person.Email, Assert.Single(Mails()).To.Mailboxes.Single().Address);
        Assert.Equal((200, 0, 4), await api.ReadyAsync());
        Assert.Equal(1, await _account.CountAsync("recoveries-poison"));
        Assert.Equal(1, await _account.CountAsync("work-poison"));
        Assert.Equal(2, await _account.CountAsync("stream-advances-poison"));
    }

    private MimeMessage[] Mails()
    {
        var folder = new DirectoryInfo(Path.Combine(_folder.FullName, "mail"));
        return folder.Exists ? [.. folder.GetFiles("*.eml").Select(f => MimeMessage.Load(f.FullName))] : [];
    }
}

using BookingEngine.Infrastructure.Queues;
using BookingEngine.Queues;

namespace BookingEngine.Tests.Queues;

[Collection(StorageTests.Name)]
[NeedsServer(StorageAccount.Variable, StorageAccount.How)]
public sealed class StorageQueuesTests : MessageQueueContract, IAsyncLifetime
{
    private readonly StorageAccount _account = new();

    protected override IMessageQueue Sender => new StorageQueues(_account.Service);

    protected override IQueueReceiver Receiver => new StorageQueueReceiver(_account.Service, Second / 2, TimeProvider.System);

    public Task InitializeAsync() => _account.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [ServerFact]
    public async Task A_message_is_stored_in_Base64_and_never_expires()
    {
        await Sender.SendAsync(Queue, "ours");

        Assert.Equal(["b3Vycw=="], await _account.BodiesAsync(Queue));
        Assert.Equal(9999, (await _account.ExpiryAsync(Queue))!.Value.Year);
    }

    [ServerFact]
    public async Task A_message_that_is_not_deleted_is_received_again()
    {
        await Sender.SendAsync(Queue, "left");
        await TakeAsync(Second);

        Assert.Equal(2, (await TakeAsync()).DequeueCount);
    }

    [ServerFact]
    public async Task A_message_received_by_another_meanwhile_belongs_to_the_other()
    {
        await Sender.SendAsync(Queue, "shared");
        var first = await TakeAsync(Second);
        var second = await TakeAsync();

        Assert.Equal(first, await Receiver.HideAsync(Queue, first, Second));
        await Receiver.DeleteAsync(Queue, first);
        Assert.Equal(1, await _account.CountAsync(Queue));
        await Receiver.DeleteAsync(Queue, second);
        Assert.Equal(0, await _account.CountAsync(Queue));
        await Receiver.DeleteAsync(Queue, second);
    }

    [ServerFact]
    public async Task Poison_never_expires_and_keeps_its_original_text()
    {
        await _account.PutAsync(Queue, "not <Base64>");
        await Receiver.MoveToPoisonAsync(Queue, await TakeAsync());

        Assert.Equal(["not <Base64>"], await _account.BodiesAsync($"{Queue}-poison"));
        Assert.Equal(9999, (await _account.ExpiryAsync($"{Queue}-poison"))!.Value.Year);
    }
}

using BookingEngine.Infrastructure.Queues;
using BookingEngine.Queues;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.Queues;

[Collection(StorageTests.Name)]
[NeedsServer(StorageAccount.Variable, StorageAccount.How)]
public sealed class StorageQueueLoopTests : QueueLoopContract, IAsyncLifetime
{
    private readonly StorageAccount _account = new();

    protected override IMessageQueue Sender => new StorageQueues(_account.Service);

    protected override IQueueReceiver Receiver => new StorageQueueReceiver(_account.Service, TimeSpan.FromSeconds(0.5), TimeProvider.System);

    public Task InitializeAsync() => _account.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [ServerFact]
    public async Task A_foreign_message_becomes_poison_at_once_and_stops_no_other()
    {
        await _account.PutAsync(Queue, "hush hush");
        await Sender.SendAsync(Queue, "good");
        var handled = new TaskCompletionSource<string>();
        var loop = RunAsync(text => Task.FromResult(handled.TrySetResult(text)));
        await Mailbox.WaitAsync(async () => handled.Task.IsCompleted && await Sender.CountPoisonAsync(CancellationToken.None) > 0);
        await StopAsync(loop);

        Assert.Equal("good", await handled.Task);
        Assert.Equal(1, await Sender.CountPoisonAsync(CancellationToken.None));
        Assert.Single(Log, l => l.Contains("is not UTF-8 in Base64 and is poison now", StringComparison.Ordinal));
        Assert.DoesNotContain(Log, l => l.Contains("hush", StringComparison.Ordinal));
    }

    [ServerFact]
    public async Task A_message_whose_handlers_crashed_too_often_becomes_poison()
    {
        await Sender.SendAsync(Queue, "deadly");
        for (var @try = 1; @try <= 3; @try++)
        {
            using var deadline = new CancellationTokenSource(Timeouts.Wait);
            Assert.Equal(@try, Assert.Single(await Receiver.TakeAsync(Queue, 1, TimeSpan.FromSeconds(1), deadline.Token)).DequeueCount);
        }

        var loop = RunAsync(_ => throw new InvalidOperationException("It must not be handled."));
        await Mailbox.WaitAsync(async () => await Sender.CountPoisonAsync(CancellationToken.None) > 0);
        await StopAsync(loop);

        Assert.Equal(["deadly"], await _account.TextsAsync($"{Queue}-poison"));
        Assert.DoesNotContain(Log, l => l.Contains("It must not be handled", StringComparison.Ordinal));
    }
}

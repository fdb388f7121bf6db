using BookingEngine.Infrastructure.Queues;
using BookingEngine.Queues;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Queues;

/// <summary>The contract of every queue, for sending and receiving.</summary>
public abstract class MessageQueueContract
{
    protected const string Queue = QueueNames.Mails;
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1), Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(300);

    protected abstract IMessageQueue Sender { get; }

    protected abstract IQueueReceiver Receiver { get; }

    /// <summary>Advances the clock that hides messages.</summary>
    protected virtual Task PassAsync(TimeSpan time) => Task.Delay(time);

    [ServerFact]
    public async Task A_sent_message_is_received_once()
    {
        await Sender.SendAsync(Queue, "Grüße, ✓");

        var taken = await TakeAsync();

        Assert.Equal(("Grüße, ✓", 1), (taken.Text, taken.DequeueCount));
        await AssertNoneAsync();
    }

    [ServerFact]
    public async Task Messages_are_received_in_batches_up_to_the_requested_size()
    {
        foreach (var n in Enumerable.Range(1, 5))
        {
            await Sender.SendAsync(Queue, $"{n}");
        }

        using var deadline = new CancellationTokenSource(Timeouts.Wait);
        var first = await Receiver.TakeAsync(Queue, 3, Minute, deadline.Token);
        var second = await Receiver.TakeAsync(Queue, 3, Minute, deadline.Token);

        Assert.Equal((3, 2), (first.Count, second.Count));
        Assert.Equal(["1", "2", "3", "4", "5"], first.Concat(second).Select(m => m.Text!).Order(StringComparer.Ordinal));
    }

    [ServerFact]
    public async Task A_delayed_message_is_hidden_until_its_time()
    {
        await Sender.SendAsync(Queue, "later", visibleAfter: 2 * Second);

        await AssertNoneAsync();
        Assert.Equal("later", (await TakeAsync()).Text);
    }

    [ServerFact]
    public async Task A_returned_message_is_received_again_after_its_delay()
    {
        await Sender.SendAsync(Queue, "again");
        await Receiver.PutBackAsync(Queue, await TakeAsync(), 2 * Second);

        await AssertNoneAsync();
        var again = await TakeAsync();
        Assert.Equal(("again", 2), (again.Text, again.DequeueCount));
    }

    [ServerFact]
    public async Task A_deleted_message_is_not_received_again()
    {
        await Sender.SendAsync(Queue, "done");
        await Receiver.DeleteAsync(Queue, await TakeAsync(Second));

        await AssertNoneAsync(2 * Second);
        Assert.Equal(0, await Sender.CountPoisonAsync(CancellationToken.None));
    }

    [ServerFact]
    public async Task A_poison_message_is_counted_and_not_received_again()
    {
        Assert.Equal(0, await Sender.CountPoisonAsync(CancellationToken.None));
        await Sender.SendAsync(Queue, "hopeless");
        await Receiver.MoveToPoisonAsync(Queue, await TakeAsync(Second));

        await AssertNoneAsync(2 * Second);
        Assert.Equal(1, await Sender.CountPoisonAsync(CancellationToken.None));
    }

    [ServerFact]
    public async Task Receiving_waits_while_the_queue_is_empty()
    {
        using var deadline = new CancellationTokenSource(Timeouts.Wait);
        var taking = Receiver.TakeAsync(Queue, 1, Minute, deadline.Token);
        await Sender.SendAsync(Queue, "now");

        Assert.Equal("now", Assert.Single(await taking).Text);
    }

    [ServerFact]
    public async Task Waiting_for_a_message_ends_on_cancellation()
    {
        using var enough = new CancellationTokenSource();
        var taking = Receiver.TakeAsync(Queue, 1, Minute, enough.Token);
        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);
    }

    protected async Task<QueuedMessage> TakeAsync(TimeSpan? hiddenFor = null)
    {
        using var deadline = new CancellationTokenSource(Timeouts.Wait);
        var taking = Receiver.TakeAsync(Queue, 1, hiddenFor ?? Minute, deadline.Token);
        while (!taking.IsCompleted)
        {
            await PassAsync(Second / 10);
        }

        return Assert.Single(await taking);
    }

    // The last message is received alone.
    private async Task AssertNoneAsync(TimeSpan? within = null)
    {
        await PassAsync(within ?? AtOnce);
        await Sender.SendAsync(Queue, "last");
        using var deadline = new CancellationTokenSource(Timeouts.Wait);
        var last = Assert.Single(await Receiver.TakeAsync(Queue, 10, Minute, deadline.Token));
        Assert.Equal("last", last.Text);
        await Receiver.DeleteAsync(Queue, last);
    }
}

public sealed class InProcessQueuesTests : MessageQueueContract
{
    private readonly FakeTimeProvider _clock = new();
    private readonly InProcessQueues _queues;

    public InProcessQueuesTests() => _queues = new InProcessQueues(_clock);

    protected override IMessageQueue Sender => _queues;

    protected override IQueueReceiver Receiver => _queues;

    protected override Task PassAsync(TimeSpan time)
    {
        _clock.Advance(time);
        return Task.CompletedTask;
    }
}

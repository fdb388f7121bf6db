using BookingEngine.Infrastructure.Queues;
using BookingEngine.Queues;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Queues;

/// <summary>What all queues keep to, in sending and in taking.</summary>
public abstract class MessageQueueContract
{
    protected const string Queue = QueueNames.Mails;
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1), Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(300);

    protected abstract IMessageQueue Sender { get; }

    protected abstract IQueueReceiver Receiver { get; }

    /// <summary>Lets time pass on the clock that hides messages.</summary>
    protected virtual Task PassAsync(TimeSpan time) => Task.Delay(time);

    [ServerFact]
    public async Task A_sent_message_is_taken_once()
    {
        await Sender.SendAsync(Queue, "Grüße, ✓");

        var taken = await TakeAsync();

        Assert.Equal(("Grüße, ✓", 1), (taken.Text, taken.DequeueCount));
        await AssertNoneAsync();
    }

    [ServerFact]
    public async Task Messages_are_taken_together_but_no_more_than_asked_for()
    {
        foreach (var n in Enumerable.Range(1, 5))
        {
            await Sender.SendAsync(Queue, $"{n}");
        }

        using var deadline = new CancellationTokenSource(Deadlines.Wait);
        var first = await Receiver.TakeAsync(Queue, 3, Minute, deadline.Token);
        var second = await Receiver.TakeAsync(Queue, 3, Minute, deadline.Token);

        Assert.Equal((3, 2), (first.Count, second.Count));
        Assert.Equal(["1", "2", "3", "4", "5"], first.Concat(second).Select(m => m.Text!).Order(StringComparer.Ordinal));
    }

    [ServerFact]
    public async Task A_message_for_later_is_hidden_until_then()
    {
        await Sender.SendAsync(Queue, "later", visibleAfter: 2 * Second);

        await AssertNoneAsync();
        Assert.Equal("later", (await TakeAsync()).Text);
    }

    [ServerFact]
    public async Task A_message_that_was_put_back_comes_again_after_its_time()
    {
        await Sender.SendAsync(Queue, "again");
        await Receiver.PutBackAsync(Queue, await TakeAsync(), 2 * Second);

        await AssertNoneAsync();
        var again = await TakeAsync();
        Assert.Equal(("again", 2), (again.Text, again.DequeueCount));
    }

    [ServerFact]
    public async Task A_deleted_message_does_not_come_again()
    {
        await Sender.SendAsync(Queue, "done");
        await Receiver.DeleteAsync(Queue, await TakeAsync(Second));

        await AssertNoneAsync(2 * Second);
        Assert.Equal(0, await Sender.CountPoisonAsync(CancellationToken.None));
    }

    [ServerFact]
    public async Task A_message_that_was_given_up_is_counted_as_poison_and_does_not_come_again()
    {
        Assert.Equal(0, await Sender.CountPoisonAsync(CancellationToken.None));
        await Sender.SendAsync(Queue, "hopeless");
        await Receiver.MoveToPoisonAsync(Queue, await TakeAsync(Second));

        await AssertNoneAsync(2 * Second);
        Assert.Equal(1, await Sender.CountPoisonAsync(CancellationToken.None));
    }

    [ServerFact]
    public async Task A_queue_without_messages_is_waited_for()
    {
        using var deadline = new CancellationTokenSource(Deadlines.Wait);
        var taking = Receiver.TakeAsync(Queue, 1, Minute, deadline.Token);
        await Sender.SendAsync(Queue, "now");

        Assert.Equal("now", Assert.Single(await taking).Text);
    }

    [ServerFact]
    public async Task Waiting_for_a_message_ends_when_it_is_cancelled()
    {
        using var enough = new CancellationTokenSource();
        var taking = Receiver.TakeAsync(Queue, 1, Minute, enough.Token);
        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);
    }

    protected async Task<QueuedMessage> TakeAsync(TimeSpan? hiddenFor = null)
    {
        using var deadline = new CancellationTokenSource(Deadlines.Wait);
        var taking = Receiver.TakeAsync(Queue, 1, hiddenFor ?? Minute, deadline.Token);
        while (!taking.IsCompleted)
        {
            await PassAsync(Second / 10);
        }

        return Assert.Single(await taking);
    }

    // What is sent last is taken alone.
    private async Task AssertNoneAsync(TimeSpan? within = null)
    {
        await PassAsync(within ?? AtOnce);
        await Sender.SendAsync(Queue, "last");
        using var deadline = new CancellationTokenSource(Deadlines.Wait);
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

using System.Collections.Concurrent;
using BookingEngine.Infrastructure.Queues;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Queues;
using BookingEngine.Tests.Recovery;
using Microsoft.Extensions.Logging.Abstractions;

namespace BookingEngine.Tests.Queues;

public sealed class MergedQueuesTests : IDisposable
{
    private const int Waiting = 200, AtOnce = 16;
    private readonly CancellationTokenSource _stopping = new();

    public void Dispose() => _stopping.Dispose();

    [Theory]
    [InlineData(QueueNames.RelaySignals, "wake", QueueNames.Work, "relay-wakeups wake")]
    [InlineData(QueueNames.Recoveries, """{"a": 1}""", QueueNames.Work, """recoveries {"a": 1}""")]
    [InlineData(QueueNames.Moves, """{"a": 1}""", QueueNames.Work, """moves {"a": 1}""")]
    [InlineData(QueueNames.Claims, "customer", QueueNames.Work, "claims customer")]
    [InlineData(QueueNames.Mails, "delivery", QueueNames.Mails, "delivery")]
    [InlineData(QueueNames.StreamAdvances, "{}", QueueNames.StreamAdvances, "{}")]
    public async Task Small_queues_share_one_and_others_keep_theirs(string queue, string text, string sentTo, string sent)
    {
        var queues = new InProcessQueues(TimeProvider.System);
        await new MergedQueues(queues).SendAsync(queue, text);
        Assert.Equal(sent, Assert.Single(await queues.TakeAsync(sentTo, 10, TimeSpan.Zero, CancellationToken.None)).Text);
        if (sentTo == QueueNames.Work)
        {
            Assert.Equal(new WorkMessage(queue, text), WorkMessage.Parse(sent));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("moves")]
    [InlineData("mails delivery")]
    [InlineData("stream-advances {}")]
    public void Any_other_work_is_refused(string message) => Assert.Throws<FormatException>(() => WorkMessage.Parse(message));

    [Fact]
    public async Task Two_hundred_stalled_mails_delay_no_settlement()
    {
        var queues = new InProcessQueues(TimeProvider.System);
        var sender = new MergedQueues(queues);
        var (never, stalled, settled) = (new TaskCompletionSource(), 0, new ConcurrentQueue<string>());
        for (var n = 0; n < Waiting; n++)
        {
            await sender.SendAsync(QueueNames.Mails, $"mail {n}");
        }

        Task[] loops =
        [
            RunAsync(queues, QueueNames.Mails, _ =>
            {
                Interlocked.Increment(ref stalled);
                return never.Task; // a mail server that does not answer
            }),
            RunAsync(queues, QueueNames.Work, text =>
            {
                settled.Enqueue(text);
                return Task.CompletedTask;
            }),
        ];
        await Mailbox.WaitAsync(() => Task.FromResult(stalled == AtOnce));
        await sender.SendAsync(QueueNames.Claims, "customer");
        await Mailbox.WaitAsync(() => Task.FromResult(!settled.IsEmpty));

        Assert.Equal(["claims customer"], settled);
        Assert.Equal(AtOnce, stalled);
        await _stopping.CancelAsync();
        await Task.WhenAll(loops);
    }

    private Task RunAsync(InProcessQueues queues, string queue, Func<string, Task> handle)
    {
        var settings = new QueueSettings(AtOnce, MaximumDequeueCount: 6, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(2));
        var handling = new MessageHandling(queues, settings, TimeProvider.System, NullLogger<MessageHandling>.Instance);
        return new QueueLoop(queues, handling, settings, TimeProvider.System, NullLogger<QueueLoop>.Instance)
            .RunAsync(new QueueHandler(queue, queue, (text, _) => handle(text)), _stopping.Token);
    }
}

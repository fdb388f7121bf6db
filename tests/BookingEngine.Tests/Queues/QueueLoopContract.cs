using System.Collections.Concurrent;
using BookingEngine.Infrastructure.Queues;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Queues;
using BookingEngine.Tests.Recovery;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Queues;

/// <summary>How the local host handles messages, on every kind of queue.</summary>
public abstract class QueueLoopContract : IDisposable
{
    protected const string Queue = QueueNames.Mails;
    private const int Tries = 3, AtOnce = 4;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly LogLines _log = new();
    private readonly ILoggerFactory _loggers;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string> _handled = [];

    protected QueueLoopContract() => _loggers = LoggerFactory.Create(b => b.AddProvider(_log));

    protected abstract IMessageQueue Sender { get; }

    protected abstract IQueueReceiver Receiver { get; }

    /// <summary>The clock that hides messages.</summary>
    protected virtual TimeProvider Time => TimeProvider.System;

    protected IReadOnlyList<string> Log => _log.All;

    protected IReadOnlyCollection<string> Handled => _handled;

    [ServerFact]
    public async Task Every_message_is_handled_once_within_the_concurrency_limit()
    {
        var (running, most) = (0, 0);
        var loop = RunAsync(async text =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            await Task.Yield();
            _handled.Enqueue(text);
            Interlocked.Decrement(ref running);
        });
        string[] sent = [.. Enumerable.Range(1, 50).Select(n => $"{n}")];
        await Task.WhenAll(sent.Select(text => Sender.SendAsync(Queue, text)));
        await WaitAsync(() => Task.FromResult(_handled.Count >= sent.Length));
        await StopAsync(loop);

        Assert.Equal(sent.Order(StringComparer.Ordinal), _handled.Order(StringComparer.Ordinal));
        Assert.InRange(most, 1, AtOnce);
    }

    [ServerFact]
    public async Task A_message_that_fails_once_is_received_again()
    {
        var loop = RunAsync(text =>
        {
            _handled.Enqueue(text);
            return _handled.Count == 1 ? throw new FormatException("not yet") : Task.CompletedTask;
        });
        await Sender.SendAsync(Queue, "again");
        await WaitAsync(() => Task.FromResult(_handled.Count >= 2));
        await StopAsync(loop);

        Assert.Equal(["again", "again"], _handled);
        Assert.Equal(0, await Sender.CountPoisonAsync(CancellationToken.None));
    }

    [ServerFact]
    public async Task A_failing_message_becomes_poison_after_the_last_try()
    {
        var loop = RunAsync(text =>
        {
            _handled.Enqueue(text);
            return text == "bad" ? throw new FormatException("never") : Task.CompletedTask;
        });
        await Sender.SendAsync(Queue, "bad");
        await Sender.SendAsync(Queue, "good");
        await WaitAsync(async () => await Sender.CountPoisonAsync(CancellationToken.None) > 0);
        await StopAsync(loop);

        Assert.Equal(["bad", "bad", "bad", "good"], _handled.Order(StringComparer.Ordinal));
        Assert.Equal(1, await Sender.CountPoisonAsync(CancellationToken.None));
        Assert.Single(_log.All, l => l.Contains($"TestFunction failed at try {Tries} of message ", StringComparison.Ordinal));
    }

    [ServerFact]
    public async Task A_slow_handler_gets_its_message_once()
    {
        var loop = RunAsync(async text =>
        {
            _handled.Enqueue(text);
            await Task.Delay(5 * Second, Time); // more than twice the first hiding time of the message
            _handled.Enqueue("done");
        });
        await Sender.SendAsync(Queue, "long");
        await WaitAsync(() => Task.FromResult(_handled.Contains("done")));
        await StopAsync(loop);

        Assert.Equal(["long", "done"], _handled);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _loggers.Dispose();
        _log.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task RunAsync(Func<string, Task> handle)
    {
        var settings = new QueueSettings(AtOnce, Tries, VisibilityTimeout: 2 * Second, MaximumPollingInterval: Second / 2);
        var handling = new MessageHandling(Receiver, settings, Time, _loggers.CreateLogger<MessageHandling>());
        var loop = new QueueLoop(Receiver, handling, settings, Time, _loggers.CreateLogger<QueueLoop>());
        return loop.RunAsync(new QueueHandler(Queue, "TestFunction", (text, _) => handle(text)), _stopping.Token);
    }

    /// <summary>Polls a condition. A fake clock advances with each poll.</summary>
    protected virtual Task WaitAsync(Func<Task<bool>> isSo) => Mailbox.WaitAsync(isSo);

    protected async Task StopAsync(Task loop)
    {
        await _stopping.CancelAsync();
        await loop;
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}

public sealed class InProcessQueueLoopTests : QueueLoopContract
{
    private readonly FakeTimeProvider _clock = new();
    private readonly InProcessQueues _queues;

    public InProcessQueueLoopTests() => _queues = new InProcessQueues(_clock);

    protected override IMessageQueue Sender => _queues;

    protected override IQueueReceiver Receiver => _queues;

    protected override TimeProvider Time => _clock;

    protected override Task WaitAsync(Func<Task<bool>> isSo) => Mailbox.WaitAsync(() =>
    {
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        return isSo();
    });
}

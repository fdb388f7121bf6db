using BookingEngine.Infrastructure.Queues;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Ports;
using BookingEngine.Tests.Recovery;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Queues;

/// <summary>A queue that fails several times, then has one message, and fails when that message is deleted.</summary>
public sealed class QueueOutageTests : IQueueReceiver, IDisposable
{
    private const int Failures = 5;
    private readonly FakeTimeProvider _clock = new();
    private readonly LogLines _log = new();
    private readonly ILoggerFactory _loggers;
    private readonly CancellationTokenSource _stopping = new();
    private int _polls;

    public QueueOutageTests() => _loggers = LoggerFactory.Create(b => b.AddProvider(_log));

    [Fact]
    public async Task An_unreachable_queue_is_polled_less_often_until_it_is_back()
    {
        var handled = 0;
        var settings = new QueueSettings(BatchSize: 1, MaximumDequeueCount: 6, TimeSpan.FromSeconds(20), MaximumPollingInterval: TimeSpan.FromSeconds(2));
        var handling = new MessageHandling(this, settings, _clock, _loggers.CreateLogger<MessageHandling>());
        var loop = new QueueLoop(this, handling, settings, _clock, _loggers.CreateLogger<QueueLoop>());

        var running = loop.RunAsync(new QueueHandler("mails", "TestFunction", (_, _) => Task.FromResult(handled++)), _stopping.Token);
        await Mailbox.WaitAsync(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(handled > 0);
        });
        await _stopping.CancelAsync();
        await running;

        Assert.Equal(1, handled);
        string[] pauses = ["00:00:02", "00:00:04", "00:00:08", "00:00:16", "00:00:30"];
        Assert.All(pauses, pause => Assert.Single(_log.All, l => l.Contains($"The queue is away. The next try is in {pause} ", StringComparison.Ordinal)));
        Assert.Single(_log.All, l => l.Contains("message 7; TestFunction may get it again", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _loggers.Dispose();
        _log.Dispose();
    }

    async Task<IReadOnlyList<QueuedMessage>> IQueueReceiver.TakeAsync(string queue, int atMost, TimeSpan hiddenFor, CancellationToken cancellation)
    {
        switch (++_polls)
        {
            case <= Failures:
                throw new StoreUnavailableException("The queue is away.");
            case Failures + 1:
                return [new QueuedMessage("7", "text", "text", 1, "")];
            default:
                await Task.Delay(Timeout.Infinite, cancellation);
                return [];
        }
    }

    Task<QueuedMessage> IQueueReceiver.HideAsync(string queue, QueuedMessage message, TimeSpan hiddenFor) => throw new NotSupportedException();

    Task IQueueReceiver.PutBackAsync(string queue, QueuedMessage message, TimeSpan visibleAfter) => throw new NotSupportedException();

    Task IQueueReceiver.DeleteAsync(string queue, QueuedMessage message) => throw new StoreUnavailableException("The queue is away again.");

    Task IQueueReceiver.MoveToPoisonAsync(string queue, QueuedMessage message) => throw new NotSupportedException();
}

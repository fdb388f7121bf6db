using BookingEngine.EventSourcing;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using BookingEngine.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Pipeline;

public sealed class AdvanceSignalTests
{
    private static readonly StreamName Stream = StreamName.Parse("calendar-default");
    private readonly FakeTimeProvider _clock = new();
    private readonly RecordingQueue _queue = new();
    private readonly AdvanceSignal _signal;

    public AdvanceSignalTests() => _signal = new AdvanceSignal(
        _queue, new RelaySignal(_queue, _clock, NullLogger<RelaySignal>.Instance), _clock, NullLogger<AdvanceSignal>.Instance);

    [Fact]
    public async Task A_command_sends_its_stream_and_version_and_no_relay_signal()
    {
        await _signal.SendAsync(Stream, 7);
        Assert.Equal([(QueueNames.StreamAdvances, """{"stream":"calendar-default","version":7}""", TimeSpan.Zero)], _queue.Sent);
    }

    [Fact]
    public async Task Commands_beyond_ten_a_second_share_the_relay_signal()
    {
        for (var version = 1; version <= 50; version++)
        {
            await _signal.SendAsync(Stream, version);
        }

        Assert.Equal(AdvanceSignal.MostPerSecond, _queue.Sent.Count(m => m.Queue == QueueNames.StreamAdvances));
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(1)], _queue.Sent.Where(m => m.Queue == QueueNames.RelaySignals).Select(m => m.After));

        _clock.Advance(TimeSpan.FromSeconds(1));
        await _signal.SendAsync(Stream, 51);
        Assert.Equal((QueueNames.StreamAdvances, """{"stream":"calendar-default","version":51}""", TimeSpan.Zero), _queue.Sent[^1]);
    }

    [Fact]
    public async Task An_unreachable_queue_is_skipped_for_30_seconds_and_commands_succeed()
    {
        _queue.IsAway = true;
        await _signal.SendAsync(Stream, 1);
        var tries = _queue.Tries;
        for (var second = 1; second < 30; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await _signal.SendAsync(Stream, second);
        }

        Assert.InRange(_queue.Tries, tries, tries + 1); // and one of the relay signal, which then backs off as well
        _queue.IsAway = false;
        _clock.Advance(TimeSpan.FromSeconds(31));
        await _signal.SendAsync(Stream, 99);
        Assert.Equal(QueueNames.StreamAdvances, Assert.Single(_queue.Sent).Queue);
    }

    private sealed class RecordingQueue : IMessageQueue
    {
        public bool IsAway { get; set; }

        public int Tries { get; private set; }

        public List<(string Queue, string Text, TimeSpan After)> Sent { get; } = [];

        public Task SendAsync(string queue, string message, TimeSpan visibleAfter = default)
        {
            Tries++;
            if (IsAway)
            {
                throw new StoreUnavailableException("away");
            }

            Sent.Add((queue, message, visibleAfter));
            return Task.CompletedTask;
        }

        public Task<int> CountPoisonAsync(CancellationToken cancellation) => Task.FromResult(0);
    }
}

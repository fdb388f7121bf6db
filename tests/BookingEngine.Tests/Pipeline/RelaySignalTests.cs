using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using BookingEngine.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Pipeline;

public sealed class RelaySignalTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Queue _queue = new();

    [Fact]
    public async Task Many_commands_send_one_wake_up_a_second()
    {
        var relaySignal = NewRelaySignal();
        for (var i = 0; i < 50; i++)
        {
            await relaySignal.SendAsync();
        }

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(1)], _queue.Sent);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await relaySignal.SendAsync();
        Assert.Equal(TimeSpan.Zero, _queue.Sent[^1]);
    }

    [Fact]
    public async Task An_unreachable_queue_is_skipped_for_30_seconds_and_commands_succeed()
    {
        var relaySignal = NewRelaySignal();
        _queue.IsAway = true;
        await relaySignal.SendAsync();
        Assert.Equal(1, _queue.Tries);
        for (var i = 0; i < 29; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await relaySignal.SendAsync();
        }

        Assert.Equal(1, _queue.Tries);
        _queue.IsAway = false;
        _clock.Advance(TimeSpan.FromSeconds(2));
        await relaySignal.SendAsync();
        Assert.Single(_queue.Sent);
    }

    private RelaySignal NewRelaySignal() => new(_queue, _clock, NullLogger<RelaySignal>.Instance);

    private sealed class Queue : IMessageQueue
    {
        public bool IsAway { get; set; }

        public int Tries { get; private set; }

        public List<TimeSpan> Sent { get; } = [];

        public Task SendAsync(string queue, string message, TimeSpan visibleAfter = default)
        {
            Tries++;
            if (IsAway)
            {
                throw new StoreUnavailableException("away");
            }

            Sent.Add(visibleAfter);
            return Task.CompletedTask;
        }

        public Task<int> CountPoisonAsync(CancellationToken cancellation) => Task.FromResult(0);
    }
}

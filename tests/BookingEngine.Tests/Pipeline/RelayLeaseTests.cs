using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Tests.Simulation;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Pipeline;

/// <summary>Relays that find the lease held by another instance.</summary>
public sealed class RelayLeaseTests
{
    private static readonly TimeSpan WhenTheLeaseIsOver = TimeSpan.FromSeconds(31);
    private readonly World _world = new(new Random(1), PlantedBug.None);
    private readonly RecordingQueue _queue = new();
    private readonly Relay _relay;

    public RelayLeaseTests()
    {
        var node = new Node(_world, (_, _) => Task.CompletedTask, services => services.AddSingleton<IMessageQueue>(_queue));
        _relay = node.Get<Relay>();
        TakeLease();
    }

    [Fact]
    public async Task Many_concurrent_relays_leave_one_wake_up()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _relay.RunAsync(CancellationToken.None)));
        Assert.Equal([WhenTheLeaseIsOver], _queue.Sent);
    }

    [Fact]
    public async Task A_wake_up_that_finds_the_lease_taken_leaves_another()
    {
        await _relay.RunAsync(CancellationToken.None);
        _world.Pass(WhenTheLeaseIsOver);
        TakeLease();
        await _relay.RunAsync(CancellationToken.None);
        Assert.Equal([WhenTheLeaseIsOver, WhenTheLeaseIsOver], _queue.Sent);
    }

    [Fact]
    public async Task A_wake_up_becomes_visible_after_any_lease_of_its_second()
    {
        await _relay.RunAsync(CancellationToken.None);
        _world.Pass(TimeSpan.FromMilliseconds(999));
        TakeLease();
        await _relay.RunAsync(CancellationToken.None);
        Assert.Single(_queue.Sent);
        Assert.True(_world.Leases[Relay.Checkpoint].Until < (_world.Now() - Duration.FromMilliseconds(999)).Plus(Duration.FromTimeSpan(_queue.Sent[0])));
    }

    [Fact]
    public async Task A_wake_up_that_fails_is_retried_by_the_next_relay()
    {
        _queue.IsAway = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _relay.RunAsync(CancellationToken.None));
        _queue.IsAway = false;
        await _relay.RunAsync(CancellationToken.None);
        Assert.Single(_queue.Sent);
    }

    private void TakeLease() => _world.Leases[Relay.Checkpoint] = ("another", _world.Now() + Duration.FromSeconds(30));

    private sealed class RecordingQueue : IMessageQueue
    {
        public bool IsAway { get; set; }

        public List<TimeSpan> Sent { get; } = [];

        public Task SendAsync(string queue, string message, TimeSpan visibleAfter = default)
        {
            if (IsAway)
            {
                throw new StoreUnavailableException("away");
            }

            Assert.Equal(QueueNames.RelaySignals, queue);
            Sent.Add(visibleAfter);
            return Task.CompletedTask;
        }

        public Task<int> CountPoisonAsync(CancellationToken cancellation) => Task.FromResult(0);
    }
}

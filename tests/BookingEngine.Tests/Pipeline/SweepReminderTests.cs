using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Times;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace BookingEngine.Tests.Pipeline;

public sealed class SweepReminderTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Queue _queue = new();
    private readonly SweepReminder _reminder;

    public SweepReminderTests() => _reminder = new(_queue, _clock, NullLogger<SweepReminder>.Instance);

    [Fact]
    public async Task A_sweep_of_the_last_quarter_of_an_hour_is_no_reason()
    {
        await _reminder.LookAsync(MeasuredBefore(TimeSpan.FromMinutes(14)));
        Assert.Empty(_queue.Sent);
    }

    [Fact]
    public async Task An_old_sweep_is_run_by_a_message_each_five_minutes()
    {
        var old = MeasuredBefore(TimeSpan.FromMinutes(15));
        for (var second = 0; second < 301; second++)
        {
            await _reminder.LookAsync(old);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["relay-wakeups: sweep", "relay-wakeups: sweep"], _queue.Sent);
    }

    [Fact]
    public async Task A_checkpoint_of_an_earlier_version_tells_by_its_position()
    {
        await _reminder.LookAsync(new SweepState(_clock.Now() - Duration.FromMinutes(14), "bookings"));
        Assert.Empty(_queue.Sent);
        await _reminder.LookAsync(new SweepState(_clock.Now() - Duration.FromMinutes(15), "bookings"));
        Assert.Single(_queue.Sent);
    }

    [Fact]
    public async Task Before_the_first_sweep_no_timer_has_stopped()
    {
        await _reminder.LookAsync(null);
        Assert.Empty(_queue.Sent);
    }

    [Fact]
    public async Task An_unreachable_queue_fails_nobody()
    {
        _queue.IsAway = true;
        await _reminder.LookAsync(MeasuredBefore(TimeSpan.FromHours(1)));
        Assert.Empty(_queue.Sent);
    }

    private SweepState MeasuredBefore(TimeSpan age) => new(_clock.Now() - Duration.FromHours(2), "bookings")
    {
        Status = PipelineStatus.Of(_clock.Now() - Duration.FromTimeSpan(age), new Lag(0, Duration.Zero), 0, null),
    };

    private sealed class Queue : IMessageQueue
    {
        public bool IsAway { get; set; }

        public List<string> Sent { get; } = [];

        public Task SendAsync(string queue, string message, TimeSpan visibleAfter = default)
        {
            if (IsAway)
            {
                throw new StoreUnavailableException("away");
            }

            Sent.Add($"{queue}: {message}");
            return Task.CompletedTask;
        }

        public Task<int> CountPoisonAsync(CancellationToken cancellation) => Task.FromResult(0);
    }
}

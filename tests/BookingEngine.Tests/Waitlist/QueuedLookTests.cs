using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Signals;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace BookingEngine.Tests.Waitlist;

/// <summary>One message does for many that ask for a look, if it appears after each of them asked.</summary>
public sealed class QueuedLookTests
{
    private static readonly StreamName Ann = Calendar.StreamOf(WaitlistFixture.Ann);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SentMessages _queue;

    public QueuedLookTests() => _queue = new SentMessages(_clock);

    [Fact]
    public async Task Ten_changes_at_once_queue_a_look_now_and_one_a_second_later()
    {
        var signal = NewSignal();
        for (var n = 0; n < 10; n++)
        {
            await signal.SendAsync(Ann);
        }

        Assert.Equal([("calendar-ann", 0.0), ("calendar-ann", 1.0)], _queue.Sent.Select(sent => (sent.Text, sent.Delay.TotalSeconds)));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await signal.SendAsync(Ann); // the look of this instant may have begun
        _clock.Advance(TimeSpan.FromSeconds(5));
        await signal.SendAsync(Ann);
        Assert.Equal([0, 1, 1, 0], _queue.Sent.Select(sent => sent.Delay.TotalSeconds));
    }

    [Fact]
    public async Task Another_stream_and_another_process_have_looks_of_their_own()
    {
        await NewSignal().SendAsync(Ann);
        await NewSignal().SendAsync(Ann);
        var signal = NewSignal();
        await signal.SendAsync(Ann);
        await signal.SendAsync(Calendar.StreamOf(WaitlistFixture.Ben));
        Assert.All(_queue.Sent, sent => Assert.Equal(TimeSpan.Zero, sent.Delay));
        Assert.Equal(4, _queue.Sent.Count);
    }

    [Fact]
    public async Task The_acts_of_eight_seconds_share_a_recovery_within_half_a_minute_of_the_first()
    {
        var (signal, request) = (NewSignal(), LookRequest.IfDue(WaitlistFixture.Cut));
        for (var second = 0; second <= 8; second++)
        {
            await signal.SendRecoveryAsync(request);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(("due-cut", 29.0), (_queue.Sent.Single().Text, _queue.Sent.Single().Delay.TotalSeconds));
        await signal.SendRecoveryAsync(request);
        Assert.Equal(2, _queue.Sent.Count);
    }

    [Fact]
    public async Task What_could_not_be_queued_does_for_nobody()
    {
        var signal = NewSignal();
        await signal.SendAsync(Ann);
        _queue.Fails = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => signal.SendAsync(Ann));
        _queue.Fails = false;
        await signal.SendAsync(Ann);
        Assert.Equal([0, 1], _queue.Sent.Select(sent => sent.Delay.TotalSeconds));
    }

    [Fact]
    public async Task Who_shares_a_message_waits_until_it_is_queued()
    {
        var signal = NewSignal();
        await signal.SendAsync(Ann);
        _queue.Sending = new TaskCompletionSource();
        Task[] sends = [signal.SendAsync(Ann), signal.SendAsync(Ann)];
        Assert.Equal([false, false], sends.Select(send => send.IsCompleted));
        _queue.Sending.SetResult();
        await Task.WhenAll(sends);
        Assert.Equal(2, _queue.Sent.Count);
    }

    [Fact]
    public async Task Each_request_is_followed_by_a_message_in_time()
    {
        var (random, signal, second) = (new Random(1), NewSignal(), Duration.FromSeconds(1));
        for (var n = 0; n < 5_000; n++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(random.Next(4) == 0 ? random.Next(3_000) : random.Next(50)));
            var (now, stream, before) = (_clock.Now(), ServiceWaitlist.StreamOf(new ServiceId($"service{random.Next(3)}")), _queue.Sent.Count);
            var at = now + Duration.FromMilliseconds(random.Next(4_000));
            var (ask, from, until) = random.Next(3) switch
            {
                0 => (signal.SendAsync(stream), now, now + second),
                1 => (signal.SendAsync(stream, at), at + second, at + second),
                _ => (signal.TrySendRecoveryAsync(stream), now + (second * 21), now + (second * 29)),
            };
            await ask;

            // Another's message of this very instant may have been taken already.
            var isOwn = _queue.Sent.Count > before;
            Assert.Contains(
                _queue.Sent.Skip(isOwn ? before : 0),
                sent => sent.Text == stream.Value && from <= sent.At && sent.At <= until && (isOwn || now < sent.At));
        }

        Assert.InRange(_queue.Sent.Count, 1_000, 4_500);
    }

    private WaitlistSignal NewSignal() => new(_queue, _clock, NullLogger<WaitlistSignal>.Instance);

    private sealed class SentMessages(TimeProvider time) : IMessageQueue
    {
        private readonly List<(string Text, TimeSpan Delay, Instant At)> _sent = [];

        public IReadOnlyList<(string Text, TimeSpan Delay, Instant At)> Sent => _sent;

        public bool Fails { get; set; }

        /// <summary>Messages are queued when this ends.</summary>
        public TaskCompletionSource? Sending { get; set; }

        public async Task SendAsync(string queue, string message, TimeSpan visibleAfter = default)
        {
            _ = Fails ? throw new InvalidOperationException("The queue cannot be reached.") : 0;
            await (Sending?.Task ?? Task.CompletedTask);
            _sent.Add((message, visibleAfter, time.Now() + Duration.FromTimeSpan(visibleAfter)));
        }

        public Task<int> CountPoisonAsync(CancellationToken cancellation) => Task.FromResult(0);
    }
}

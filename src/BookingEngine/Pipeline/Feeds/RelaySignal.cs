using BookingEngine.Ports;
using BookingEngine.Queues;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.Pipeline.Feeds;

/// <summary>Wakes the relay after commands: at once for the first, then at most once a second for all that follow, so that a busy
/// tenant pays for one wake-up a second and an idle one for none.</summary>
public sealed class RelaySignal(IMessageQueue queue, TimeProvider time, ILogger<RelaySignal> logger)
{
    private static readonly Duration Spacing = Duration.FromSeconds(1);

    /// <summary>For so long a queue that could not be reached is left alone, so that not every command waits for it in vain.</summary>
    private static readonly Duration Rest = Duration.FromSeconds(30);

    private readonly Lock _lock = new();
    private Instant _nextAllowed = NodaConstants.UnixEpoch;

    /// <summary>After this, a wake-up that becomes visible later than now is on the queue. A queue that cannot be reached is logged and
    /// left to the relay's timer: the command it follows has succeeded.</summary>
    public async Task LeaveAsync()
    {
        if (Book(time.Now()) is not { } delay)
        {
            return;
        }

        try
        {
            await queue.SendAsync(QueueNames.RelayWakeUps, "wake", delay.ToTimeSpan());
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LeaveAlone();
            logger.WakeUpFailed(e);
        }
    }

    // Null: a wake-up that is visible only later is already on its way and will cover this command, too.
    private Duration? Book(Instant now)
    {
        lock (_lock)
        {
            if (now < _nextAllowed - Spacing)
            {
                return null;
            }

            var delay = now < _nextAllowed ? _nextAllowed - now : Duration.Zero;
            _nextAllowed = now + delay + Spacing;
            return delay;
        }
    }

    private void LeaveAlone()
    {
        lock (_lock)
        {
            _nextAllowed = time.Now() + Rest + Spacing;
        }
    }
}

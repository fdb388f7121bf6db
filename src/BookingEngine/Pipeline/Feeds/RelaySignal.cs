using BookingEngine.Ports;
using BookingEngine.Queues;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.Pipeline.Feeds;

/// <summary>Signals the relay after a command. The first signal is immediate; later ones are limited to one per second. A busy tenant
/// pays for one message per second, an idle one for none.</summary>
public sealed class RelaySignal(IMessageQueue queue, TimeProvider time, ILogger<RelaySignal> logger)
{
    private static readonly Duration Spacing = Duration.FromSeconds(1);

    /// <summary>Back-off after a failed send, so that commands do not each wait for a timeout.</summary>
    private static readonly Duration BackOffTime = Duration.FromSeconds(30);

    private readonly Lock _lock = new();
    private Instant _nextAllowed = NodaConstants.UnixEpoch;

    /// <summary>Ensures that a signal is on the queue that becomes visible after this call started. If the queue cannot be reached, this
    /// logs a warning and does not throw: the command has succeeded, and the relay's timer finds its events.</summary>
    public async Task SendAsync()
    {
        if (TryReserve(time.Now()) is not { } delay)
        {
            return;
        }

        try
        {
            await queue.SendAsync(QueueNames.RelaySignals, "wake", delay.ToTimeSpan());
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            BackOff();
            logger.RelaySignalFailed(e);
        }
    }

    // Null: a delayed signal is already on the queue and covers this command as well.
    private Duration? TryReserve(Instant now)
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

    private void BackOff()
    {
        lock (_lock)
        {
            _nextAllowed = time.Now() + BackOffTime + Spacing;
        }
    }
}

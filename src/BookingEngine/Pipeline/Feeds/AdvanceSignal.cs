using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Queues;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.Pipeline.Feeds;

/// <summary>Tells the projector after a command how far its stream has got. A process sends at most <see cref="MostPerSecond"/> such messages
/// a second. For the commands beyond that it signals the relay, which sends one message per stream.</summary>
public sealed class AdvanceSignal(IMessageQueue queue, RelaySignal relay, TimeProvider time, ILogger<AdvanceSignal> logger)
{
    public const int MostPerSecond = 10;

    /// <summary>Back-off after a failed send, so that commands do not each wait for a timeout.</summary>
    private static readonly Duration Second = Duration.FromSeconds(1), BackOffTime = Duration.FromSeconds(30);

    private readonly Lock _lock = new();
    private Instant _second = Instant.MinValue, _away = Instant.MinValue;
    private int _sent;

    /// <summary>Call it after the append. If the queue cannot be reached, this logs a warning and does not throw: the command has succeeded, and the
    /// sweep finds its events.</summary>
    public async Task SendAsync(StreamName stream, long version)
    {
        if (!MaySend(time.Now()))
        {
            await relay.SendAsync();
            return;
        }

        try
        {
            await queue.SendAsync(QueueNames.StreamAdvances, new StreamAdvanced(stream, version).ToJson());
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            BackOff();
            logger.RelaySignalFailed(e);
        }
    }

    private bool MaySend(Instant now)
    {
        lock (_lock)
        {
            if (now < _away)
            {
                return false;
            }

            (_second, _sent) = now - _second < Second && now >= _second ? (_second, _sent + 1) : (now, 1);
            return _sent <= MostPerSecond;
        }
    }

    private void BackOff()
    {
        lock (_lock)
        {
            _away = time.Now() + BackOffTime;
        }
    }
}

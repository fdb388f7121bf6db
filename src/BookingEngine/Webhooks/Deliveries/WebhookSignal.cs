using System.Collections.Concurrent;
using BookingEngine.Ports;
using BookingEngine.Queues;
using NodaTime;

namespace BookingEngine.Webhooks.Deliveries;

/// <summary>Puts messages on the queue of the webhooks, each for one endpoint. A process sends at most one a second for each.</summary>
public sealed class WebhookSignal(IMessageQueue queue, TimeProvider time)
{
    private static readonly Duration Spacing = Duration.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Instant> _nextAllowed = [];
    private readonly Lock _lock = new();

    /// <summary>Ensures that a message for the endpoint becomes visible after this call started.</summary>
    public async Task SendAsync(string endpoint)
    {
        if (TryReserve(endpoint, time.Now()) is { } delay)
        {
            await SendAsync(endpoint, delay);
        }
    }

    /// <param name="delay">When the message becomes visible.</param>
    public Task SendAsync(string endpoint, Duration delay) => queue.SendAsync(QueueNames.Webhooks, endpoint, delay.ToTimeSpan());

    // Null: a delayed message is already on the queue and covers this delivery as well.
    private Duration? TryReserve(string endpoint, Instant now)
    {
        lock (_lock)
        {
            var nextAllowed = _nextAllowed.GetValueOrDefault(endpoint, Instant.MinValue);
            if (nextAllowed > now + Spacing)
            {
                return null;
            }

            var delay = now < nextAllowed ? nextAllowed - now : Duration.Zero;
            _nextAllowed[endpoint] = now + delay + Spacing;
            return delay;
        }
    }
}

using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Notifications;

/// <summary>The delay before a retry: 15 seconds, then doubled each time up to 15 minutes. Each delay varies by a quarter, so that
/// simultaneous failures do not retry at the same moment.</summary>
public sealed class Backoff(IRandomBytes random)
{
    /// <summary>When a delivery is given up, counted from its creation.</summary>
    public static readonly Duration GiveUpAfter = Duration.FromDays(1);

    private static readonly Duration First = Duration.FromSeconds(15), Longest = Duration.FromMinutes(15);

    public Duration DelayAfter(int attempts)
    {
        var exponential = First * Math.Pow(2, Math.Clamp(attempts - 1, 0, 10));
        Span<byte> spread = stackalloc byte[1];
        random.Fill(spread);
        return Duration.Min(exponential, Longest) * (0.75 + (spread[0] / 510.0));
    }
}

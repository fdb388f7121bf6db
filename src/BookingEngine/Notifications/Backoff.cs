using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Notifications;

/// <summary>When to try again: after 15 seconds, doubling to a quarter of an hour at most, each spread by a quarter so that what failed
/// together does not come back together.</summary>
public sealed class Backoff(IRandomBytes random)
{
    /// <summary>DelayAfter this long a delivery is given up.</summary>
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

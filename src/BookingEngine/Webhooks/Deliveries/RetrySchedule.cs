using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Webhooks.Deliveries;

/// <summary>When a failed delivery is tried again: ten attempts in about three days, as Standard Webhooks has them. Each delay varies by a fifth, so that
/// what failed together does not come together again.</summary>
public sealed class RetrySchedule(IRandomBytes random)
{
    private const double Spread = 0.2;

    private static readonly Duration MostBeyondSchedule = Duration.FromHours(2);

    /// <summary>After the first attempt, after the second one, and so on.</summary>
    public static ImmutableArray<Duration> Delays { get; } =
    [
        Duration.FromSeconds(5), Duration.FromMinutes(5), Duration.FromMinutes(30), Duration.FromHours(2), Duration.FromHours(5), Duration.FromHours(10),
        Duration.FromHours(14), Duration.FromHours(20), Duration.FromHours(24),
    ];

    /// <summary>Null after the last attempt.</summary>
    /// <param name="tries">How many attempts have failed.</param>
    /// <param name="retryAfter">What the receiver asked for. The longer of both counts, within bounds.</param>
    public Duration? DelayAfter(int tries, Duration? retryAfter)
    {
        if (tries > Delays.Length)
        {
            return null;
        }

        var scheduled = Vary(Delays[tries - 1]);
        return retryAfter is { } asked && asked > scheduled ? Duration.Min(asked, scheduled + MostBeyondSchedule) : scheduled;
    }

    /// <summary>A random instant within the duration, to spread what would come together.</summary>
    public Duration Within(Duration longest) => longest * NextFraction();

    /// <summary>The delay that a receiver asks for. Null for what is neither whole seconds nor a date ahead.</summary>
    public static Duration? ReadRetryAfter(string? header, Instant now)
    {
        if (int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return Duration.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParseExact(header, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            && Instant.FromDateTimeOffset(date) is var at && at > now
            ? at - now
            : null;
    }

    private Duration Vary(Duration delay) => delay * (1 - Spread + (2 * Spread * NextFraction()));

    private double NextFraction()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        random.Fill(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes) / (double)uint.MaxValue;
    }
}

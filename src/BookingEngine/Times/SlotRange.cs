using NodaTime;

namespace BookingEngine.Times;

/// <summary>When slots can be at all: far enough from either end of the calendar that no offset, buffer or notice leads out of it. The engine
/// counts in ticks of 100 ns since 1970, as fine as a slot can be written.</summary>
public static class SlotRange
{
    public static Instant Earliest { get; } = Instant.FromUtc(1, 2, 1, 0, 0);

    /// <summary>Excluded.</summary>
    public static Instant Latest { get; } = Instant.FromUtc(9000, 1, 1, 0, 0);

    /// <summary>What lies beyond the range becomes its end.</summary>
    public static Instant Within(Instant instant) => Instant.Max(Earliest, Instant.Min(instant, Latest));

    internal static long Ticks(Instant instant) => Within(instant).ToUnixTimeTicks();
}

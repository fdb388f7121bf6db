using NodaTime;

namespace BookingEngine.Times;

/// <summary>The range of possible slots. It is so far from the calendar's ends that no offset, buffer or notice exceeds them. The engine
/// counts in ticks of 100 ns since 1970, which is as precise as a slot.</summary>
public static class SlotRange
{
    public static Instant Earliest { get; } = Instant.FromUtc(1, 2, 1, 0, 0);

    /// <summary>Excluded.</summary>
    public static Instant Latest { get; } = Instant.FromUtc(9000, 1, 1, 0, 0);

    private const int FirstYear = 1970, LastYear = 8_999;

    public static bool Contains(Instant instant) => instant >= Earliest && instant < Latest;

    /// <summary>Whether a tenant may name the date: from 1970 to 8999, so it is inside the range in every zone.</summary>
    public static bool AllowsDate(LocalDate date) => date.Year is >= FirstYear and <= LastYear;

    /// <summary>Clamps the instant to the range.</summary>
    public static Instant Within(Instant instant) => Instant.Max(Earliest, Instant.Min(instant, Latest));

    internal static long Ticks(Instant instant) => Within(instant).ToUnixTimeTicks();
}

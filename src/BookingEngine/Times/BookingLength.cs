using NodaTime;

namespace BookingEngine.Times;

/// <summary>How long a booking lasts at most. A search for bookings that may still run goes that far back.</summary>
public static class BookingLength
{
    public const int MaximumDays = 365;

    public static Duration Maximum { get; } = Duration.FromDays(MaximumDays);
}

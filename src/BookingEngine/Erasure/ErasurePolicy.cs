namespace BookingEngine.Erasure;

/// <summary>The deployment's rules for erasing persons.</summary>
/// <param name="CancelsBookings">Whether future bookings of an erased person are cancelled. Otherwise they stay, without a person.</param>
/// <param name="RetentionMonths">How many months after the last booking and the last sign-in a person is erased; null for never.</param>
public sealed record ErasurePolicy(bool CancelsBookings, int? RetentionMonths)
{
    public static ErasurePolicy Default { get; } = new(CancelsBookings: true, RetentionMonths: null);
}

namespace BookingEngine.Availability;

/// <summary>Why a question about free times has no answer.</summary>
public static class AvailabilityRefusals
{
    public static readonly Refusal Reversed =
        new(RefusalKind.Rule, "range_reversed", "The range ends before it begins: let from be no later than to.");

    public static readonly Refusal TooLong =
        new(RefusalKind.Rule, "range_too_long", $"The range is too long: ask for at most {GetAvailabilityHandler.MaximumDays} days at once.");
}

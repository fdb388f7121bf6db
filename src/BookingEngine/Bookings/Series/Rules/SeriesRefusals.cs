namespace BookingEngine.Bookings.Series.Rules;

/// <summary>The refusals of rules of series.</summary>
public static class SeriesRefusals
{
    public static readonly Refusal Unbounded = new(
        RefusalKind.Rule, "rule_unbounded", "The rule does not say when the series ends. Add COUNT or UNTIL.");

    public static readonly Refusal TooLong = Invalid("The series has more than 366 dates, or ends later than two years after its start. Choose a smaller COUNT, or an earlier UNTIL.");

    public static readonly Refusal StartMismatch = new(
        RefusalKind.Rule, "rule_start_mismatch", "The rule does not have the slot among its dates. Choose the first date of the rule as the slot.");

    /// <summary>The refusal of a rule that cannot be used.</summary>
    /// <param name="detail">What is wrong, then what to do.</param>
    public static Refusal Invalid(string detail) => new(RefusalKind.Rule, "rule_invalid", detail);
}

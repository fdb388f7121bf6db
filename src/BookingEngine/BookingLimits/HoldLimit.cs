namespace BookingEngine.BookingLimits;

/// <summary>How many open holds one customer may have. Staff and administrators have no such limit, because a tenant's own backend signs in as one of
/// them.</summary>
/// <param name="PerCustomer">Null for no limit.</param>
public sealed record HoldLimit(int? PerCustomer)
{
    public const int Default = 3, Maximum = 1_000;

    /// <summary>How many open holds one visitor without an account may have; null for no limit.</summary>
    public int? PerVisitor { get; init; } = Default;

    /// <summary>The refusal of one more hold.</summary>
    public static Refusal Reached(int maximum) => new HoldLimitReached(
        $"You hold {maximum} slots already, the maximum. Book or release one, or wait until one expires.");
}

/// <summary>The customer has the maximum number of open holds, over all resources.</summary>
public sealed record HoldLimitReached(string Detail) : Refusal(RefusalKind.Conflict, "hold_limit_reached", Detail);

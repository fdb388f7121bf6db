namespace BookingEngine.Infrastructure.ExternalCalendars;

/// <summary>Bounds the work that the rules of one file may cause. The library walks from an event's start to the range, about two microseconds a
/// step, and cannot be stopped meanwhile. So the steps are estimated before.</summary>
internal sealed class RuleBudget
{
    private const long MaximumSteps = 2_000_000;
    private const int MaximumFailures = 200;
    private long _steps;
    private int _failures;

    public bool IsExceeded => _steps > MaximumSteps || _failures > MaximumFailures;

    public void Spend(long steps) => _steps += steps;

    /// <summary>A rule that matches nothing takes as long as many others.</summary>
    public void AddFailure() => _failures++;
}

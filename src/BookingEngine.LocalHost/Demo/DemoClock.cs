using NodaTime;

namespace BookingEngine.LocalHost.Demo;

/// <summary>A clock that shows the time of each step of the example. So all rules apply as of that time, and every history has plausible
/// times.</summary>
public sealed class DemoClock(Instant start) : TimeProvider
{
    private Instant _now = start;

    public void Show(Instant instant) => _now = instant;

    public override DateTimeOffset GetUtcNow() => _now.ToDateTimeOffset();
}

using NodaTime;

namespace BookingEngine.LocalHost.Demo;

/// <summary>Shows the engine that loads the example the time at which each step of it is said to have happened: every rule is asked as it
/// would have been then, and every history reads so.</summary>
public sealed class DemoClock(Instant start) : TimeProvider
{
    private Instant _now = start;

    public void Show(Instant instant) => _now = instant;

    public override DateTimeOffset GetUtcNow() => _now.ToDateTimeOffset();
}

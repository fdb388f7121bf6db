using NodaTime;

namespace BookingEngine.Ports;

public static class Clock
{
    /// <summary>The present instant of the injected clock.</summary>
    public static Instant Now(this TimeProvider time) => Instant.FromDateTimeOffset(time.GetUtcNow());
}

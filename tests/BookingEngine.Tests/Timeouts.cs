namespace BookingEngine.Tests;

/// <summary>Timeouts for what normally takes milliseconds. They are so long that even a slow machine reaches them only when something never
/// happens.</summary>
public static class Timeouts
{
    /// <summary>For a polled condition or an awaited event.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);

    /// <summary>For the start or end of a process, and for an HTTP answer.</summary>
    public static readonly TimeSpan Answer = TimeSpan.FromMinutes(5);
}

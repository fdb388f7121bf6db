namespace BookingEngine.Tests;

/// <summary>How long tests wait for what normally takes milliseconds. Long enough that only what never happens is late, on any machine.</summary>
public static class Deadlines
{
    /// <summary>For a condition that is polled, or an event that is awaited.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);

    /// <summary>For a process to start or end, and for a client to get its answer.</summary>
    public static readonly TimeSpan Answer = TimeSpan.FromMinutes(5);
}

using NodaTime;

namespace BookingEngine.RateLimiting;

/// <summary>Counters of fixed windows, shared by all instances and kept across restarts.</summary>
public interface IRateCounters
{
    /// <summary>Counts one more, atomically. The first count, or the first after a window's end, begins a window.</summary>
    Task<RateCount> CountAsync(string key, Instant now, Duration window);

    /// <summary>Forgets the window.</summary>
    Task ClearAsync(string key);

    /// <summary>Deletes counters whose window has ended.</summary>
    Task<int> PurgeAsync(Instant endedBefore);
}

/// <param name="Count">Including this one.</param>
public readonly record struct RateCount(long Count, Instant WindowEnds);

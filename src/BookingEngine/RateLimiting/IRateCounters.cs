using NodaTime;

namespace BookingEngine.RateLimiting;

/// <summary>Counters with fixed windows. All instances share them, and they survive restarts.</summary>
public interface IRateCounters
{
    /// <summary>Increments the counter atomically. The first call, and the first after a window's end, begins a window.</summary>
    Task<RateCount> CountAsync(CounterKey key, Instant now, Duration window);

    Task ClearAsync(CounterKey key);

    /// <summary>Deletes counters whose window has ended.</summary>
    Task<int> PurgeAsync(Instant endedBefore);
}

/// <param name="Count">Includes this request.</param>
public readonly record struct RateCount(long Count, Instant WindowEnds);

using System.Collections.Concurrent;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.RateLimiting;

/// <summary>Counts requests against the limits. The keys are keyed hashes of addresses and accounts, so the counters store no personal
/// data.</summary>
/// <param name="rules">The enabled limits.</param>
public sealed class RateLimits(IReadOnlyDictionary<RateLimitName, RateLimitRule> rules, IRateCounters counters, LookupKey lookup)
{
    private const int MaximumKeys = 2_000;
    private readonly ConcurrentDictionary<(RateLimitName Name, string Subject), CounterKey> _keys = new();

    /// <summary>Limits nothing.</summary>
    public static RateLimits Off(LookupKey lookup) => new(new Dictionary<RateLimitName, RateLimitRule>(), new NoCounters(), lookup);

    public bool IsOn(RateLimitName name) => rules.ContainsKey(name);

    /// <summary>Counts one request of a subject: a client address or an account. Null if the limit is disabled.</summary>
    public async Task<LimitState?> CountAsync(RateLimitName name, string subject, Instant now, CancellationToken cancellation)
    {
        if (!rules.TryGetValue(name, out var rule))
        {
            return null;
        }

        var count = await counters.CountAsync(await KeyAsync(name, subject, cancellation), now, rule.Window);
        return new LimitState(name, rule, Math.Max(0, rule.Quota - count.Count), count.WindowEnds - now, count.Count > rule.Quota);
    }

    public async Task ClearAsync(RateLimitName name, string subject, CancellationToken cancellation)
    {
        if (IsOn(name))
        {
            await counters.ClearAsync(await KeyAsync(name, subject, cancellation));
        }
    }

    // The key of a subject is always the same. The counter itself is never cached.
    private async ValueTask<CounterKey> KeyAsync(RateLimitName name, string subject, CancellationToken cancellation)
    {
        if (_keys.TryGetValue((name, subject), out var known))
        {
            return known;
        }

        if (_keys.Count >= MaximumKeys)
        {
            _keys.Clear();
        }

        return _keys[(name, subject)] = new(await lookup.HashBytesAsync($"limit {name} {subject}", cancellation));
    }

    private sealed class NoCounters : IRateCounters
    {
        public Task<RateCount> CountAsync(CounterKey key, Instant now, Duration window) => throw new InvalidOperationException("No limit is enabled.");

        public Task ClearAsync(CounterKey key) => Task.CompletedTask;

        public Task<int> PurgeAsync(Instant endedBefore) => Task.FromResult(0);
    }
}

/// <param name="Remaining">How many more requests the window allows.</param>
/// <param name="Resets">The time until the window ends.</param>
public sealed record LimitState(RateLimitName Name, RateLimitRule Rule, long Remaining, Duration Resets, bool IsExceeded);

using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.RateLimiting;

/// <summary>Counts requests against the limits. Addresses and accounts are counted by keyed hash: the counters hold nothing personal.</summary>
/// <param name="rules">The limits that are on.</param>
public sealed class RateLimits(IReadOnlyDictionary<RateLimitName, RateLimitRule> rules, IRateCounters counters, LookupKey lookup)
{
    /// <summary>Counts one request of the subject (a client's address, an account); null where the limit is off.</summary>
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
        if (rules.ContainsKey(name))
        {
            await counters.ClearAsync(await KeyAsync(name, subject, cancellation));
        }
    }

    private Task<string> KeyAsync(RateLimitName name, string subject, CancellationToken cancellation) =>
        lookup.HashAsync($"limit {name} {subject}", cancellation);
}

/// <param name="Remaining">How many more requests the window takes.</param>
/// <param name="Resets">How long the window lasts still.</param>
public sealed record LimitState(RateLimitName Name, RateLimitRule Rule, long Remaining, Duration Resets, bool IsExceeded);

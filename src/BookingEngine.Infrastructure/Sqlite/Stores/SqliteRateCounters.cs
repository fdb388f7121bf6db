using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.RateLimiting;
using NodaTime;

namespace BookingEngine.Infrastructure.Sqlite.Stores;

/// <summary>Rate counters in a separate file with less durability. A power failure may lose the counts of the last moments.</summary>
public sealed class SqliteRateCounters(SqliteStore store) : IRateCounters
{
    public Task<RateCount> CountAsync(CounterKey key, Instant now, Duration window) => store.Limits.WriteAsync(session => session.First(
        """
        INSERT INTO counters (key, count, ends_at) VALUES ($1, 1, $2)
        ON CONFLICT DO UPDATE SET
            count = CASE WHEN ends_at <= $3 THEN 1 ELSE count + 1 END,
            ends_at = CASE WHEN ends_at <= $3 THEN excluded.ends_at ELSE ends_at END
        RETURNING count, ends_at
        """,
        row => new RateCount(row.GetInt64(0), Instant.FromUnixTimeTicks(row.GetInt64(1))),
        key.Bytes, (now + window).ToUnixTimeTicks(), now.ToUnixTimeTicks()));

    public Task ClearAsync(CounterKey key) => store.Limits.WriteAsync(session => session.Execute("DELETE FROM counters WHERE key = $1", key.Bytes));

    public Task<int> PurgeAsync(Instant endedBefore) => store.Limits.WriteAsync(session =>
        session.Execute("DELETE FROM counters WHERE ends_at <= $1", endedBefore.ToUnixTimeTicks()));
}

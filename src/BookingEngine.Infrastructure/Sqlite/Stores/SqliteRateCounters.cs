using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.RateLimiting;
using NodaTime;

namespace BookingEngine.Infrastructure.Sqlite.Stores;

/// <summary>Rate counters in a separate file with less durability. A power failure may lose the counts of the last moments.</summary>
public sealed class SqliteRateCounters(SqliteStore store) : IRateCounters
{
    // A statement that sets ends_at also writes its index, so only the begin of a window does.
    public Task<RateCount> CountAsync(CounterKey key, Instant now, Duration window) => store.Limits.WriteAsync(session =>
        Increment(session, key, now) is { Count: > 0 } counted ? counted : Begin(session, key, now + window));

    public Task ClearAsync(CounterKey key) => store.Limits.WriteAsync(session => session.Execute("DELETE FROM counters WHERE key = $1", key.Bytes));

    public Task<int> PurgeAsync(Instant endedBefore) => store.Limits.WriteAsync(session =>
        session.Execute("DELETE FROM counters WHERE ends_at <= $1", endedBefore.ToUnixTimeTicks()));

    // Not by RETURNING: SQLite would collect the row in a temporary table, which costs more than the count.
    private static RateCount Increment(SqliteSession session, CounterKey key, Instant now) =>
        session.Execute("UPDATE counters SET count = count + 1 WHERE key = $1 AND ends_at > $2", key.Bytes, now.ToUnixTimeTicks()) == 1
            ? session.First("SELECT count, ends_at FROM counters WHERE key = $1", Read, key.Bytes)
            : default;

    private static RateCount Begin(SqliteSession session, CounterKey key, Instant ends)
    {
        session.Execute(
            "INSERT INTO counters (key, count, ends_at) VALUES ($1, 1, $2) ON CONFLICT DO UPDATE SET count = 1, ends_at = excluded.ends_at",
            key.Bytes, ends.ToUnixTimeTicks());
        return new RateCount(1, ends);
    }

    private static RateCount Read(SqliteRow row) => new(row.GetInt64(0), Instant.FromUnixTimeTicks(row.GetInt64(1)));
}

using BookingEngine.Pipeline;
using NodaTime;

namespace BookingEngine.Infrastructure.Sqlite;

public sealed class SqliteCheckpoints(SqliteStore store) : ICheckpoints
{
    public Task<string?> FindAsync(string name, CancellationToken cancellation) => Task.FromResult(store.Booking.Read(session =>
        session.First("SELECT value FROM checkpoints WHERE name = $1", row => row.GetString(0), name)));

    public Task<bool> TryReplaceAsync(string name, string? expected, string next) => store.Booking.WriteAsync(session => expected is null
        ? session.Execute("INSERT INTO checkpoints (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", name, next) == 1
        : session.Execute("UPDATE checkpoints SET value = $2 WHERE name = $1 AND value = $3", name, next, expected) == 1);
}

public sealed class SqliteLeases(SqliteStore store) : ILeases
{
    public Task<bool> TryTakeAsync(string name, string owner, Instant now, Duration length) => store.Booking.WriteAsync(session =>
        session.Execute(
            """
            INSERT INTO leases (name, owner, expires_at) VALUES ($1, $2, $3)
            ON CONFLICT DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at
            WHERE owner = excluded.owner OR expires_at <= $4
            """,
            name, owner, (now + length).ToUnixTimeTicks(), now.ToUnixTimeTicks()) == 1);

    public Task ReleaseAsync(string name, string owner) => store.Booking.WriteAsync(session =>
        session.Execute("DELETE FROM leases WHERE name = $1 AND owner = $2", name, owner));
}

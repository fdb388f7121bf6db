using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Pipeline;
using NodaTime;

namespace BookingEngine.Infrastructure.Sqlite.Stores;

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

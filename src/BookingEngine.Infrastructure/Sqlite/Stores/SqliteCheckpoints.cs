using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Pipeline;

namespace BookingEngine.Infrastructure.Sqlite.Stores;

public sealed class SqliteCheckpoints(SqliteStore store) : ICheckpoints
{
    public Task<string?> FindAsync(string name, CancellationToken cancellation) => Task.FromResult(store.Booking.Read(session =>
        session.First("SELECT value FROM checkpoints WHERE name = $1", row => row.GetString(0), name)));

    public Task<bool> TryReplaceAsync(string name, string? expected, string next) => store.Booking.WriteAsync(session => expected is null
        ? session.Execute("INSERT INTO checkpoints (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", name, next) == 1
        : session.Execute("UPDATE checkpoints SET value = $2 WHERE name = $1 AND value = $3", name, next, expected) == 1);
}

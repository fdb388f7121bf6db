using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Database;

namespace BookingEngine.Infrastructure.Sqlite.Stores;

public sealed class SqliteSnapshots(SqliteStore store) : ISnapshots
{
    public Task<Snapshot?> FindAsync(StreamName stream, CancellationToken cancellation) => Task.FromResult(store.Booking.Read(session =>
        session.First(
            "SELECT version, shape, json FROM snapshots WHERE stream = $1",
            row => new Snapshot(stream, row.GetInt64(0), row.GetString(1), row.GetString(2)),
            stream.Value)));

    public Task SaveAsync(Snapshot snapshot) => store.Booking.WriteAsync(session => session.Execute(
        """
        INSERT INTO snapshots (stream, version, shape, json) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO UPDATE SET version = excluded.version, shape = excluded.shape, json = excluded.json
        WHERE version <= excluded.version
        """,
        snapshot.Stream.Value, snapshot.Version, snapshot.Shape, snapshot.Json));
}

using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Notifications;
using NodaTime;

namespace BookingEngine.Infrastructure.Sqlite.Stores;

public sealed class SqliteDeliveries(SqliteStore store) : IDeliveries
{
    // The id has the key.
    private const string Columns = "stream, version, state, attempts, created_at, next_at", Shown = $"{Columns}, id";

    public Task AddAsync(Delivery delivery) => store.Booking.WriteAsync(session => session.Execute(
        $"INSERT INTO deliveries (id, {Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        delivery.Id, delivery.Stream.Value, delivery.Version, delivery.State.ToString(), delivery.Attempts,
        delivery.CreatedAt.ToUnixTimeTicks(), delivery.NextAt.ToUnixTimeTicks()));

    public Task<Delivery?> FindAsync(string id, CancellationToken cancellation) => Task.FromResult(store.Booking.Read(session =>
        session.First($"SELECT {Shown} FROM deliveries WHERE id = $1", Read, id)));

    public Task<bool> TryReplaceAsync(Delivery delivery, int expectedAttempts, DeliveryState expected = DeliveryState.Pending) =>
        store.Booking.WriteAsync(session => session.Execute(
            "UPDATE deliveries SET state = $2, attempts = $3, next_at = $4 WHERE id = $1 AND attempts = $5 AND state = $6",
            delivery.Id, delivery.State.ToString(), delivery.Attempts, delivery.NextAt.ToUnixTimeTicks(), expectedAttempts, expected.ToString()) == 1);

    public Task DropAsync(StreamName stream) => store.Booking.WriteAsync(session => session.Execute(
        "UPDATE deliveries SET state = 'Dropped' WHERE id > $1 AND id < $2 AND state = 'Pending'", $"{stream}/", $"{stream}0"));

    public Task<IReadOnlyList<Delivery>> ListDueAsync(Instant dueBefore, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Delivery>>(store.Booking.Read(session => session.Query(
            $"SELECT {Shown} FROM deliveries WHERE state = 'Pending' AND next_at < $1 ORDER BY next_at LIMIT $2",
            Read, dueBefore.ToUnixTimeTicks(), limit)));

    private static Delivery Read(SqliteRow row) => new(
        StreamName.Parse(row.GetString(0)), row.GetInt64(1), Enum.Parse<DeliveryState>(row.GetString(2)), row.GetInt32(3),
        Instant.FromUnixTimeTicks(row.GetInt64(4)), Instant.FromUnixTimeTicks(row.GetInt64(5)))
    {
        Key = DeliveryKey.Of(row.GetString(6)),
    };
}

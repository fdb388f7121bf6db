using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Privacy;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Infrastructure.Sqlite.Stores;

public sealed class SqliteSessions(SqliteStore store) : ISessions
{
    private const string Columns = "id, user_id, role, started_at, expires_at, refresh_hash, refreshed_at, client, superseded, second_factor";

    public Task StartAsync(Session session) => store.Booking.WriteAsync(sql => sql.Execute(
        $"INSERT INTO sessions ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        session.Id.Value, session.UserId.Value, session.Role.ToString(), session.StartedAt.ToUnixTimeTicks(),
        session.ExpiresAt.ToUnixTimeTicks(), session.RefreshHash, session.RefreshedAt.ToUnixTimeTicks(), session.Client?.Value, session.Superseded,
        session.HasSecondFactor ? 1L : 0L));

    public Task<Session?> FindAsync(SessionId id, Instant now, CancellationToken cancellation) => Task.FromResult(store.Booking.Read(sql => sql.First(
        $"SELECT {Columns} FROM sessions WHERE id = $1 AND expires_at > $2", Read, id.Value, now.ToUnixTimeTicks())));

    public Task<IReadOnlyList<Session>> ListAsync(UserId user, Instant now, Instant latest, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Session>>(store.Booking.Read(sql => sql.Query(
            $"SELECT {Columns} FROM sessions WHERE user_id = $1 AND expires_at > $2 AND started_at <= $3 ORDER BY started_at DESC LIMIT $4", Read,
            user.Value, now.ToUnixTimeTicks(), latest.ToUnixTimeTicks(), limit)));

    public Task<bool> TryRotateAsync(Rotation rotation) => store.Booking.WriteAsync(sql => sql.Execute(
        "UPDATE sessions SET refresh_hash = $3, refreshed_at = $4, expires_at = $5, superseded = $6 WHERE id = $1 AND refresh_hash = $2 AND expires_at > $4",
        rotation.Id.Value, rotation.SpentHash, rotation.NextHash, rotation.At.ToUnixTimeTicks(), rotation.ExpiresAt.ToUnixTimeTicks(),
        rotation.Superseded) == 1);

    public Task EndAsync(SessionId id) =>
        store.Booking.WriteAsync(sql => sql.Execute("DELETE FROM sessions WHERE id = $1", id.Value));

    public Task EndAllAsync(UserId user, SessionId? except, Instant startedBefore) => store.Booking.WriteAsync(sql => sql.Execute(
        "DELETE FROM sessions WHERE user_id = $1 AND id <> $2 AND started_at < $3",
        user.Value, except?.Value ?? Guid.Empty, startedBefore.ToUnixTimeTicks()));

    public Task<int> PurgeAsync(Instant expiredBefore) => store.Booking.WriteAsync(sql =>
        sql.Execute("DELETE FROM sessions WHERE expires_at < $1", expiredBefore.ToUnixTimeTicks()));

    private static Session Read(SqliteRow row) => new(
        new SessionId(row.GetGuid(0)), new UserId(row.GetGuid(1)), Enum.Parse<Role>(row.GetString(2)),
        Instant.FromUnixTimeTicks(row.GetInt64(3)), Instant.FromUnixTimeTicks(row.GetInt64(4)), row.GetString(5),
        Instant.FromUnixTimeTicks(row.GetInt64(6)), row.IsDBNull(7) ? null : new Encrypted(row.GetString(7)))
    {
        Superseded = row.GetString(8),
        HasSecondFactor = row.GetInt64(9) == 1,
    };
}

using BookingEngine.Idempotency;
using BookingEngine.Infrastructure.Sqlite.Database;
using NodaTime;

namespace BookingEngine.Infrastructure.Sqlite.Stores;

/// <summary>Idempotency records in the file of the events, so that a record is as durable as the commit of its request.</summary>
public sealed class SqliteIdempotencyRecords(SqliteStore store) : IIdempotencyRecords
{
    public Task<IdempotencyRecord> AddAsync(IdempotencyRecord record) => store.Booking.WriteAsync(session =>
    {
        session.Execute(
            """
            INSERT INTO idempotency_records (key, fingerprint, commit_id, held_by, begun_at, lease_ends, answer)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
            """,
            record.Key, record.Fingerprint, record.CommitId.ToString(), record.HeldBy.ToString(), record.BegunAt.ToUnixTimeTicks(),
            record.LeaseEnds.ToUnixTimeTicks(), record.Answer);
        return session.First(
            "SELECT key, fingerprint, commit_id, held_by, begun_at, lease_ends, answer FROM idempotency_records WHERE key = $1", Read, record.Key)!;
    });

    public Task<bool> TryReplaceAsync(IdempotencyRecord held, IdempotencyRecord next) => store.Booking.WriteAsync(session => session.Execute(
        "UPDATE idempotency_records SET held_by = $3, lease_ends = $4, answer = $5 WHERE key = $1 AND held_by = $2 AND answer IS NULL",
        held.Key, held.HeldBy.ToString(), next.HeldBy.ToString(), next.LeaseEnds.ToUnixTimeTicks(), next.Answer) == 1);

    public Task DeleteAsync(IdempotencyRecord held) => store.Booking.WriteAsync(session =>
        session.Execute("DELETE FROM idempotency_records WHERE key = $1 AND held_by = $2", held.Key, held.HeldBy.ToString()));

    public Task<int> PurgeAsync(Instant begunBefore) => store.Booking.WriteAsync(session =>
        session.Execute("DELETE FROM idempotency_records WHERE begun_at < $1", begunBefore.ToUnixTimeTicks()));

    private static IdempotencyRecord Read(SqliteRow row) => new(
        row.GetString(0), row.GetString(1), row.GetGuid(2), row.GetGuid(3), Instant.FromUnixTimeTicks(row.GetInt64(4)),
        Instant.FromUnixTimeTicks(row.GetInt64(5)), row.IsDBNull(6) ? null : row.GetString(6));
}

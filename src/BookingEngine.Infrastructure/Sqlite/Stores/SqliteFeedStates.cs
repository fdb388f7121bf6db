using BookingEngine.Catalogue;
using BookingEngine.ExternalCalendars;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Infrastructure.Sqlite.Stores;

public sealed class SqliteFeedStates(SqliteStore store) : IFeedStates
{
    private const string Columns = "id, resource, added_by, revision, due_at, failing_since, armed, reading";

    public Task AddAsync(FeedState state) => store.Booking.WriteAsync(session => session.Execute(
        $"INSERT INTO external_calendars ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
        state.Id.ToString(), state.ResourceId.Value, state.AddedBy.ToString(), state.Revision, state.DueAt.ToUnixTimeTicks(),
        FailingSince(state), state.Armed, state.Reading.ToJson()));

    public Task<FeedState?> FindAsync(FeedId id, CancellationToken cancellation) => Task.FromResult(store.Booking.Read(session =>
        session.First($"SELECT {Columns} FROM external_calendars WHERE id = $1", Read, id.ToString())));

    public Task<IReadOnlyList<FeedState>> ListAsync(ResourceId resource, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<FeedState>>(
        store.Booking.Read(session => session.Query($"SELECT {Columns} FROM external_calendars WHERE resource = $1 ORDER BY id", Read, resource.Value)));

    public Task<IReadOnlyList<FeedState>> ListAsync(UserId addedBy, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<FeedState>>(
        store.Booking.Read(session => session.Query($"SELECT {Columns} FROM external_calendars WHERE added_by = $1 ORDER BY id", Read, addedBy.ToString())));

    public Task<IReadOnlyList<FeedState>> ListDueAsync(Instant dueBefore, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<FeedState>>(store.Booking.Read(session => session.Query(
            $"SELECT {Columns} FROM external_calendars WHERE due_at < $1 ORDER BY due_at LIMIT $2", Read, dueBefore.ToUnixTimeTicks(), limit)));

    public Task<int> CountFailingAsync(Instant since, int limit, CancellationToken cancellation) => Task.FromResult(store.Booking.Read(session =>
        session.Query("SELECT 1 FROM external_calendars WHERE failing_since < $1 LIMIT $2", row => row.GetInt64(0), since.ToUnixTimeTicks(), limit).Count));

    public Task<bool> TryReplaceAsync(FeedState state, int expectedRevision) => store.Booking.WriteAsync(session => session.Execute(
        "UPDATE external_calendars SET revision = $2, due_at = $3, failing_since = $4, armed = $5, reading = $6 WHERE id = $1 AND revision = $7",
        state.Id.ToString(), state.Revision, state.DueAt.ToUnixTimeTicks(), FailingSince(state), state.Armed, state.Reading.ToJson(),
        expectedRevision) == 1);

    public Task DeleteAsync(FeedId id) => store.Booking.WriteAsync(session =>
        session.Execute("DELETE FROM external_calendars WHERE id = $1", id.ToString()));

    private static SqliteValue FailingSince(FeedState state) => state.FailingSince is { } since ? since.ToUnixTimeTicks() : SqliteValue.Null;

    private static FeedState Read(SqliteRow row) => new(
        new FeedId(Guid.ParseExact(row.GetString(0), "D")), new ResourceId(row.GetString(1)), new UserId(Guid.ParseExact(row.GetString(2), "D")),
        row.GetInt32(3), Instant.FromUnixTimeTicks(row.GetInt64(4)), row.IsDBNull(5) ? null : Instant.FromUnixTimeTicks(row.GetInt64(5)),
        FeedReading.Parse(row.GetString(7)))
    {
        Armed = row.GetInt32(6),
    };
}

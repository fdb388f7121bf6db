using System.Globalization;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Infrastructure.Sqlite.Rows;
using BookingEngine.Pipeline.Feeds;
using NodaTime;

namespace BookingEngine.Infrastructure.Sqlite.Events;

/// <summary>Events in SQLite. An append is one transaction, which also writes the read models of its
/// stream.</summary>
public sealed class SqliteEventStore(SqliteStore store, SqliteInlineProjections inline) : IEventStore, IFeed
{
    private const int FeedPageSize = 500;

    public bool ProjectsOnAppend => true;

    public Task<AppendResult> AppendAsync(IReadOnlyList<Commit> run)
    {
        var events = run.Select(commit => CommitRows.WriteEvents(commit.Events)).ToArray();
        return store.Booking.WriteAsync(session => Append(session, run, events));
    }

    // Most calls find nothing new. VersionOf answers those with one index lookup.
    public Task<IReadOnlyList<StoredCommit>> ReadAsync(StreamName stream, long afterVersion, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredCommit>>(store.Booking.Read(session => VersionOf(session, stream) <= afterVersion ? [] : session.Query(
            $"""
            SELECT {CommitRows.Columns} FROM commits WHERE stream = $1 AND version > $2
                AND first_version >= IFNULL((SELECT MAX(first_version) FROM commits WHERE stream = $1 AND first_version <= $2 + 1), 0)
            ORDER BY first_version LIMIT $3
            """,
            CommitRows.Read, stream.Value, afterVersion, limit)));

    public Task<IReadOnlyList<StoredCommit>> FindAsync(CommitId id, Instant recordedSince, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredCommit>>(store.Booking.Read(session => session.Query(
            $"SELECT {CommitRows.Columns} FROM commits WHERE recorded_at >= $1 AND commit_id = $2 ORDER BY recorded_at, stream",
            CommitRows.Read, recordedSince.ToUnixTimeTicks(), id.ToString())));

    // Steps from stream to stream by the index, so the length of a stream does not matter.
    public Task<IReadOnlyList<StreamVersion>> ListStreamsAsync(StreamName? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StreamVersion>>(store.Booking.Read(session => session.Query(
            """
            WITH RECURSIVE streams (stream, n) AS (
                SELECT (SELECT MIN(stream) FROM commits WHERE stream > $1), 1
                UNION ALL
                SELECT (SELECT MIN(c.stream) FROM commits c WHERE c.stream > s.stream), n + 1 FROM streams s WHERE s.stream IS NOT NULL AND n < $2
            )
            SELECT stream, (SELECT version FROM commits c WHERE c.stream = s.stream ORDER BY first_version DESC LIMIT 1)
            FROM streams s WHERE stream IS NOT NULL
            """,
            ReadStreamVersion, after?.Value ?? "", limit)));

    public Task<IReadOnlyList<StreamVersion>> ListWrittenSinceAsync(
        Instant since, StreamName? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StreamVersion>>(store.Booking.Read(session => session.Query(
            """
            SELECT s.stream, (SELECT version FROM commits c WHERE c.stream = s.stream ORDER BY first_version DESC LIMIT 1)
            FROM (SELECT DISTINCT stream FROM commits WHERE recorded_at >= $1 AND stream > $2 ORDER BY stream LIMIT $3) s
            """,
            ReadStreamVersion, since.ToUnixTimeTicks(), after?.Value ?? "", limit)));

    public Task<IReadOnlyList<RecordedVersion>> ListRecordedAsync(Instant since, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RecordedVersion>>(store.Booking.Read(session => session.Query(
            "SELECT stream, version, recorded_at FROM commits WHERE recorded_at >= $1 ORDER BY recorded_at LIMIT $2", ReadRecordedVersion,
            since.ToUnixTimeTicks(), limit)));

    public Task<IReadOnlyList<RecordedVersion>> ListNewestAsync(int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RecordedVersion>>(store.Booking.Read(session => session.Query(
            "SELECT stream, version, recorded_at FROM commits ORDER BY position DESC LIMIT $1",
            ReadRecordedVersion, limit)));

    // There is one writer, so positions become visible in order and a reader misses none.
    Task<FeedPage> IFeed.ReadAsync(FeedPosition? after, CancellationToken cancellation)
    {
        var from = after is null ? 0 : long.Parse(after.Value, CultureInfo.InvariantCulture);
        var rows = store.Booking.Read(session => session.Query(
            "SELECT position, stream, version FROM commits WHERE position > $1 ORDER BY position LIMIT $2",
            row => (Position: row.GetInt64(0), Advanced: new StreamVersion(StreamName.Parse(row.GetString(1)), row.GetInt64(2))),
            from, FeedPageSize));
        var last = rows.Count > 0 ? rows[^1].Position : from;
        var position = new FeedPosition(last.ToString(CultureInfo.InvariantCulture));
        return Task.FromResult(new FeedPage([.. rows.Select(r => r.Advanced)], position, HistoryLost: false));
    }

    private AppendResult Append(SqliteSession session, IReadOnlyList<Commit> run, string[] events)
    {
        var version = VersionOf(session, run[0].Stream);
        var (stand, mayContinue) = version == run[0].ExpectedVersion
            ? (0, true)
            : CommitPlaces.Recognise(0, run.Count, n => run[n].Compare(Find(session, run[n])));
        if (stand == run.Count || !mayContinue || run[stand].ExpectedVersion != version)
        {
            return stand;
        }

        for (var n = stand; n < run.Count; n++)
        {
            Insert(session, run[n], events[n]);
        }

        inline.Apply(session, stand == 0 ? run : [.. run.Skip(stand)]);
        return new AppendResult(run.Count, AreOwn: true);
    }

    private static void Insert(SqliteSession session, Commit commit, string events) => session.Execute(
        """
        INSERT INTO commits (stream, first_version, version, commit_id, recorded_at, actor, correlation_id, trace, events)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        commit.Stream.Value, commit.ExpectedVersion + 1, commit.Version, commit.Id.ToString(),
        commit.Metadata.RecordedAt.ToUnixTimeTicks(), commit.Metadata.Actor, commit.Metadata.CorrelationId,
        commit.Metadata.Trace, events);

    private static long VersionOf(SqliteSession session, StreamName stream) => session.First(
        "SELECT version FROM commits WHERE stream = $1 ORDER BY first_version DESC LIMIT 1", row => row.GetInt64(0), stream.Value);

    private static StoredCommit? Find(SqliteSession session, Commit commit) => session.First(
        $"SELECT {CommitRows.Columns} FROM commits WHERE stream = $1 AND first_version = $2", CommitRows.Read,
        commit.Stream.Value, commit.ExpectedVersion + 1);

    private static RecordedVersion ReadRecordedVersion(SqliteRow row) => new(ReadStreamVersion(row), Instant.FromUnixTimeTicks(row.GetInt64(2)));

    private static StreamVersion ReadStreamVersion(SqliteRow row) => new(StreamName.Parse(row.GetString(0)), row.GetInt64(1));
}

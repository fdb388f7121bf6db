using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.Privacy;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Tests.Sqlite;

/// <summary>Sessions and counters of files whose keys were texts.</summary>
public sealed class SqliteKeysTests : IDisposable
{
    /// <summary>The versions whose keys were texts.</summary>
    private const int BookingVersion = 6, LimitsVersion = 1;

    private static readonly Instant Now = Instant.FromUtc(2030, 1, 1, 12, 0);
    private static readonly Guid Id = Guid.Parse("01900000-0000-7000-8000-0000000000ab"), User = Guid.Parse("01900000-0000-7000-8000-0000000000cd");
    private static readonly CounterKey Key = new([.. Enumerable.Range(100, 32).Select(n => (byte)n)]);
    private readonly string _folder = TemporaryFolders.Create().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_session_with_keys_as_texts_stays_valid()
    {
        Write("booking.db", SqliteSchema.Booking.Take(BookingVersion), session => session.Execute(
            """
            INSERT INTO sessions (id, user_id, role, started_at, expires_at, refresh_hash, refreshed_at, client, superseded)
            VALUES ($1, $2, 'Staff', $3, $4, 'hash', $3, 'client', 'tokens')
            """,
            Id.ToString("D"), User.ToString("D"), Now.ToUnixTimeTicks(), (Now + Duration.FromHours(1)).ToUnixTimeTicks()));
        using var store = new SqliteStore(_folder);
        var sessions = new SqliteSessions(store);
        var expected = new Session(
            new SessionId(Id), new UserId(User), Role.Staff, Now, Now + Duration.FromHours(1), "hash", Now, new Encrypted("client"))
        { Superseded = "tokens" };
        Assert.Equal(expected, await sessions.FindAsync(expected.Id, Now, CancellationToken.None));
        Assert.Equal([expected], await sessions.ListAsync(expected.UserId, Now, Instant.FromUtc(9000, 1, 1, 0, 0), 10, CancellationToken.None));
    }

    [Fact]
    public async Task A_counter_with_a_key_as_text_goes_on()
    {
        var ends = Now + Duration.FromMinutes(1);
        Write("limits.db", SqliteSchema.Limits.Take(LimitsVersion), session => session.Execute(
            "INSERT INTO counters (key, count, ends_at) VALUES ($1, 7, $2)", Key.ToString(), ends.ToUnixTimeTicks()));
        using var store = new SqliteStore(_folder);
        Assert.Equal(new RateCount(8, ends), await new SqliteRateCounters(store).CountAsync(Key, Now, Duration.FromHours(1)));
    }

    [Fact]
    public void Values_are_read_back_as_they_were_bound()
    {
        using var session = new SqliteSession(Path.Combine(_folder, "values.db"));
        foreach (var text in new[] { "", "é😀\0after zero", new string('€', 256), new string('€', 100_000) })
        {
            Assert.Equal((text, false), session.First("SELECT $1", row => (row.GetString(0), row.IsDBNull(0)), text));
        }

        byte[][] values = [[], [0, 1, 255], new byte[100_000]];
        Assert.All(values, bytes => Assert.Equal(bytes, session.First("SELECT $1 WHERE $1 IS NOT NULL", row => row.GetBytes(0), bytes)));
        Assert.Equal((Id, Id.ToString("N").ToUpperInvariant()), session.First("SELECT $1, hex($1)", row => (row.GetGuid(0), row.GetString(1)), Id));
        Assert.Equal(Id, session.First("SELECT $1", row => row.GetGuid(0), Id.ToString("D")));
        Assert.Equal((long.MinValue, long.MaxValue), session.First("SELECT $1, $2", row => (row.GetInt64(0), row.GetInt64(1)), long.MinValue, long.MaxValue));
        Assert.Equal((2, 1), session.First("SELECT $2, $1", row => (row.GetInt32(0), row.GetInt32(1)), 1, 2));
        Assert.True(session.First("SELECT $1", row => row.IsDBNull(0), SqliteValue.Null));
    }

    [Fact]
    public void A_statement_can_be_used_again_after_it_has_failed()
    {
        using var session = new SqliteSession(Path.Combine(_folder, "values.db"));
        session.Run("CREATE TABLE once (n INTEGER PRIMARY KEY) STRICT; INSERT INTO once VALUES (1)");
        var e = Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => session.Execute("INSERT INTO once VALUES ($1)", 1));
        Assert.Equal(SQLitePCL.raw.SQLITE_CONSTRAINT, e.SqliteErrorCode);
        Assert.Equal(1, session.Execute("INSERT INTO once VALUES ($1)", 2));
        Assert.Equal([1, 2], session.Query("SELECT n FROM once ORDER BY n", row => row.GetInt64(0)));
    }

    private void Write(string file, IEnumerable<string> migrations, Action<SqliteSession> fill)
    {
        using var session = new SqliteSession(Path.Combine(_folder, file));
        session.Run(string.Join(';', migrations));
        session.Run($"PRAGMA user_version = {migrations.Count()}");
        fill(session);
    }
}

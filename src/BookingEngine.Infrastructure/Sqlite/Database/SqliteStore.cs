using BookingEngine.Ports;
namespace BookingEngine.Infrastructure.Sqlite.Database;

/// <summary>The embedded store's files. The persons' keys stand apart, so that a backup of the events, kept for years, does not undo an
/// erasure; the rate counters, too, which need not be as durable.</summary>
public sealed class SqliteStore : IDisposable
{
    private readonly List<SqliteFile> _open = [];

    public SqliteStore(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            Booking = Open(folder, "booking.db", "WAL", "FULL", SqliteSchema.Booking);

            // With a rollback journal and secure_delete an erased key is in no file of the store when the erasure is answered.
            Keys = Open(folder, "keys.db", "DELETE", "FULL", SqliteSchema.Keys);
            Limits = Open(folder, "limits.db", "WAL", "NORMAL", SqliteSchema.Limits);
            EnsureKeysBelong(folder);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal SqliteFile Booking { get; }

    internal SqliteFile Keys { get; }

    internal SqliteFile Limits { get; }

    public void Dispose() => _open.ForEach(file => file.Dispose());

    private SqliteFile Open(string folder, string name, string journalMode, string synchronous, IReadOnlyList<string> migrations)
    {
        var file = new SqliteFile(Path.Combine(folder, name), journalMode, synchronous, migrations);
        _open.Add(file);
        return file;
    }

    // Going on without would make a new lookup key, and register every address a second time.
    private void EnsureKeysBelong(string folder)
    {
        var hasUsers = Booking.Read(s => s.First("SELECT 1 FROM address_claims LIMIT 1", row => row.GetInt64(0))) == 1;
        var hasKeys = Keys.Read(s => s.First("SELECT 1 FROM person_keys LIMIT 1", row => row.GetInt64(0))) == 1;
        if (hasUsers && !hasKeys)
        {
            throw new UnusableStoreException($"keys.db in {folder} is not the one that belongs to booking.db: restore both from the same backup.");
        }
    }
}

using BookingEngine.Infrastructure.Files;
using BookingEngine.Ports;
using BookingEngine.Privacy;

namespace BookingEngine.Infrastructure.Sqlite.Database;

/// <summary>The embedded store's files. The persons' keys have their own file, so that an old backup of the events does not undo an erasure.
/// The rate counters have one because they need less durability. It is opened at the first count, so that commands can run beside a serving
/// process, which alone has it open.</summary>
public sealed class SqliteStore : IDisposable
{
    private readonly List<SqliteFile> _open = [];
    private readonly Lock _opening = new();
    private readonly string _folder;
    private volatile SqliteFile? _limits;
    private bool _isClosed;

    /// <param name="dataKeys">They must open the keys that the folder has. Null for none.</param>
    public SqliteStore(string folder, DataKeys? dataKeys = null)
    {
        DataKeys = dataKeys ?? DataKeys.None;
        _folder = folder;
        OwnerOnly.CreateFolder(folder);
        try
        {
            Booking = Open("booking.db", "WAL", isDurable: true, SqliteSchema.Booking);

            // With a rollback journal and secure_delete, an erased key is in no file of the store once the erasure has returned.
            Keys = Open("keys.db", "DELETE", isDurable: true, SqliteSchema.Keys);
            EnsureKeysBelong();
            SqliteDataKeyCheck.Ensure(Keys, DataKeys);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal DataKeys DataKeys { get; }

    internal SqliteFile Booking { get; }

    internal SqliteFile Keys { get; }

    internal SqliteFile Limits => _limits ?? OpenLimits();

    public void Dispose()
    {
        lock (_opening)
        {
            _isClosed = true;
        }

        _open.ForEach(file => file.Dispose());
    }

    private SqliteFile OpenLimits()
    {
        lock (_opening)
        {
            return _isClosed
                ? throw new StoreUnavailableException("The store is closed.")
                : _limits ??= Open("limits.db", "WAL", isDurable: false, SqliteSchema.Limits);
        }
    }

    private SqliteFile Open(string name, string journalMode, bool isDurable, IReadOnlyList<string> migrations)
    {
        // SQLite gives its other files, such as the log, the rights of the database.
        var path = Path.Combine(_folder, name);
        OwnerOnly.Ensure(path);
        foreach (var beside in new[] { "-wal", "-shm", "-journal" })
        {
            OwnerOnly.Restrict(path + beside);
        }

        var file = new SqliteFile(path, journalMode, isDurable, migrations);
        _open.Add(file);
        return file;
    }

    // Without this check, the engine would generate a new lookup key, and every address could register a second time.
    private void EnsureKeysBelong()
    {
        var hasUsers = Booking.Read(s => s.First("SELECT 1 FROM address_claims LIMIT 1", row => row.GetInt64(0))) == 1;
        var hasKeys = Keys.Read(s => s.First("SELECT 1 FROM person_keys WHERE person <> $1 LIMIT 1", row => row.GetInt64(0), SqliteDataKeyCheck.Owner)) == 1;
        if (hasUsers && !hasKeys)
        {
            throw new UnusableStoreException($"keys.db in {_folder} does not belong to booking.db. Restore both from the same backup.");
        }
    }
}

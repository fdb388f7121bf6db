using System.Collections.Concurrent;
using BookingEngine.Ports;
using Microsoft.Data.Sqlite;

namespace BookingEngine.Infrastructure.Sqlite.Database;

/// <summary>One SQLite file with one writer and any number of concurrent readers. An acknowledged write survives a crash of the process,
/// and, if the file is durable, also a power failure.</summary>
internal sealed class SqliteFile : IDisposable
{
    /// <summary>How many pages the log has before they are moved to the database: 16 MB. With SQLite's default of 1,000, a busy file moves the
    /// same pages again and again, and waits for the disk twice each time.</summary>
    private const int LogPages = 4_000;

    /// <summary>Of a file that is not durable, in bytes: a count writes one page, and a small one costs less. A file keeps the size that it was created with.</summary>
    private const int SmallPage = 1_024;

    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly string _path;
    private readonly ISqliteWriter _writer;

    /// <param name="isDurable">Whether a commit waits until it is on the disk. Otherwise only this process can open the file: without locks for others
    /// a commit costs half as much.</param>
    /// <exception cref="UnusableStoreException">The file is damaged, or a newer version wrote it.</exception>
    public SqliteFile(string path, string journalMode, bool isDurable, IReadOnlyList<string> migrations)
    {
        _path = path;
        var session = new SqliteSession(path);
        try
        {
            Configure(session, journalMode, isDurable);
            Migrate(session, path, migrations);
            _writer = isDurable ? new ThreadWriter(session, $"writer of {Path.GetFileName(path)}") : new CallerWriter(session);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT)
        {
            session.Dispose();
            throw new UnusableStoreException($"{path} is damaged. Restore it from a backup.", e);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write) => _writer.WriteAsync(write);

    /// <summary>Reads on the caller's thread: a read from the page cache takes microseconds, less than a thread switch.</summary>
    public T Read<T>(Func<SqliteSession, T> read)
    {
        SqliteSession? session = null;
        try
        {
            session = _readers.TryTake(out var idle) ? idle : new SqliteSession(_path);
            var result = read(session);
            _readers.Add(session);
            return result;
        }
        catch (SqliteException e)
        {
            session?.Dispose();
            throw new StoreUnavailableException("The embedded store could not be read.", e);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        while (_readers.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private static void Configure(SqliteSession session, string journalMode, bool isDurable)
    {
        if (!isDurable)
        {
            session.Execute($"PRAGMA page_size={SmallPage}");
        }

        session.First($"PRAGMA locking_mode={(isDurable ? "NORMAL" : "EXCLUSIVE")}", r => r.GetString(0));
        session.First($"PRAGMA journal_mode={journalMode}", r => r.GetString(0));
        session.Execute($"PRAGMA synchronous={(isDurable ? "FULL" : "NORMAL")}");
        session.Execute("PRAGMA secure_delete=ON");
        session.Execute($"PRAGMA wal_autocheckpoint={LogPages}");
    }

    private static void Migrate(SqliteSession session, string path, IReadOnlyList<string> migrations)
    {
        var version = session.First("PRAGMA user_version", r => r.GetInt32(0));
        if (version > migrations.Count)
        {
            throw new UnusableStoreException($"{path} was written by a newer version of the software. Run that version or a later one.");
        }

        for (; version < migrations.Count; version++)
        {
            session.Run($"BEGIN IMMEDIATE; {migrations[version]}; PRAGMA user_version={version + 1}; COMMIT");
        }
    }
}

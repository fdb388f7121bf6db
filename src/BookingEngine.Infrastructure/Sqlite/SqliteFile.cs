using System.Collections.Concurrent;
using BookingEngine.Ports;
using Microsoft.Data.Sqlite;

namespace BookingEngine.Infrastructure.Sqlite;

/// <summary>One SQLite file: a writer that shares durable commits, and as many readers as ask at once. What a write acknowledges
/// survives the process and the power (<c>synchronous=FULL</c>).</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly string _connectionString;
    private readonly SqliteWriter _writer;

    /// <exception cref="NewerSchemaException">The file was made by a newer version.</exception>
    public SqliteFile(string path, string journalMode, IReadOnlyList<string> migrations)
    {
        SQLitePCL.Batteries_V2.Init();
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString();
        var session = new SqliteSession(_connectionString);
        try
        {
            Open(session, path, journalMode, migrations);
            _writer = new SqliteWriter(session, $"writer of {Path.GetFileName(path)}");
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write) => _writer.WriteAsync(write);

    /// <summary>Reads on the caller's thread: a few microseconds of the page cache are cheaper than a switch of threads.</summary>
    public T Read<T>(Func<SqliteSession, T> read)
    {
        try
        {
            var session = _readers.TryTake(out var idle) ? idle : new SqliteSession(_connectionString);
            var result = read(session);
            _readers.Add(session); // after a failure the session is left to the finaliser
            return result;
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException("The embedded store could not be read.", e);
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

    private static void Open(SqliteSession session, string path, string journalMode, IReadOnlyList<string> migrations)
    {
        session.First($"PRAGMA journal_mode={journalMode}", r => r.GetString(0));
        session.Execute("PRAGMA synchronous=FULL");
        session.Execute("PRAGMA secure_delete=ON");
        var version = session.First("PRAGMA user_version", r => r.GetInt32(0));
        if (version > migrations.Count)
        {
            throw new NewerSchemaException(path);
        }

        for (; version < migrations.Count; version++)
        {
            session.Execute($"BEGIN IMMEDIATE; {migrations[version]}; PRAGMA user_version={version + 1}; COMMIT");
        }
    }
}

/// <summary>The data was written by a newer version of the software than this one.</summary>
public sealed class NewerSchemaException(string path)
    : Exception($"{path} was made by a newer version: run that version, or a later one.");

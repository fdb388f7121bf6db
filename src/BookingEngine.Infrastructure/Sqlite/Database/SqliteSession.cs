using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BookingEngine.Infrastructure.Sqlite.Database;

/// <summary>One connection with its prepared statements. Not thread-safe. Parameters are <c>$1</c>, <c>$2</c>, … in order. Every failure is
/// a <see cref="SqliteException"/>.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int BusyMilliseconds = 30_000;

    // Without mutexes: a session is used by one thread at a time.
    private const int Flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX;

    private readonly Dictionary<string, Prepared> _prepared = new(StringComparer.Ordinal);
    private readonly sqlite3 _connection;

    public SqliteSession(string path)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open_v2(path, out _connection, Flags, null));
        Check(raw.sqlite3_busy_timeout(_connection, BusyMilliseconds));

        // Since SQLite 3.47, a plan depends on the value of LIMIT $n, and each new value makes SQLite parse the statement again. The query
        // planner stability guarantee (QPSG) prevents that.
        Check(raw.sqlite3_db_config(_connection, raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _));
    }

    /// <summary>Runs several statements without parameters.</summary>
    public void Run(string script) => Check(raw.sqlite3_exec(_connection, script));

    /// <summary>Returns the number of rows that an INSERT, UPDATE or DELETE has changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<SqliteValue> values)
    {
        var statement = Bind(sql, values);
        try
        {
            while (Step(statement))
            {
            }

            return raw.sqlite3_changes(_connection);
        }
        finally
        {
            _ = SqliteNative.Reset(statement);
        }
    }

    public List<T> Query<T>(string sql, Func<SqliteRow, T> read, params ReadOnlySpan<SqliteValue> values)
    {
        var statement = Bind(sql, values);
        try
        {
            List<T> rows = [];
            while (Step(statement))
            {
                rows.Add(read(new SqliteRow(statement)));
            }

            return rows;
        }
        finally
        {
            _ = SqliteNative.Reset(statement);
        }
    }

    /// <summary>The first row; the type's default if there is none.</summary>
    public T? First<T>(string sql, Func<SqliteRow, T> read, params ReadOnlySpan<SqliteValue> values)
    {
        var statement = Bind(sql, values);
        try
        {
            return Step(statement) ? read(new SqliteRow(statement)) : default;
        }
        finally
        {
            _ = SqliteNative.Reset(statement);
        }
    }

    public void Dispose()
    {
        foreach (var prepared in _prepared.Values)
        {
            prepared.Handle.Dispose();
        }

        _connection.Dispose();
    }

    private nint Bind(string sql, ReadOnlySpan<SqliteValue> values)
    {
        if (!_prepared.TryGetValue(sql, out var prepared))
        {
            _prepared[sql] = prepared = Prepare(sql, values.Length);
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i].Bind(prepared.Address, prepared.Parameters[i]);
        }

        return prepared.Address;
    }

    // SQLite numbers the parameters in the order in which the statement first names them.
    private Prepared Prepare(string sql, int parameters)
    {
        Check(raw.sqlite3_prepare_v2(_connection, sql, out var handle));
        return new Prepared(
            handle, handle.DangerousGetHandle(), [.. Enumerable.Range(1, parameters).Select(n => raw.sqlite3_bind_parameter_index(handle, $"${n}"))]);
    }

    private bool Step(nint statement)
    {
        var result = SqliteNative.Step(statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(result);
        }

        return result == raw.SQLITE_ROW;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(
                $"SQLite Error {result}: '{raw.sqlite3_errmsg(_connection).utf8_to_string()}'.", result & 0xff, raw.sqlite3_extended_errcode(_connection));
        }
    }

    /// <param name="Address">Of the handle, which lives as long as the session.</param>
    /// <param name="Parameters">The numbers of <c>$1</c>, <c>$2</c>, …; 0 for one that the statement does not name.</param>
    private sealed record Prepared(sqlite3_stmt Handle, nint Address, int[] Parameters);
}

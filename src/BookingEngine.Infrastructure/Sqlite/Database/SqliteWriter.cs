using BookingEngine.Ports;
using Microsoft.Data.Sqlite;

namespace BookingEngine.Infrastructure.Sqlite.Database;

/// <summary>The file's only writer. Its thread runs all waiting writes in one transaction, so that concurrent writes share one durable
/// commit. A write's task completes after its commit is on the disk.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int MaximumBatch = 512;
    private readonly object _gate = new();
    private readonly SqliteSession _session;
    private readonly Thread _thread;
    private List<Write> _waiting = [];
    private bool _stopped;

    public SqliteWriter(SqliteSession session, string name)
    {
        _session = session;
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write)
    {
        var waiting = new Write<T>(write);
        lock (_gate)
        {
            if (_stopped)
            {
                throw new StoreUnavailableException("The store is closed.");
            }

            _waiting.Add(waiting);
            Monitor.Pulse(_gate);
        }

        return waiting.Task;
    }

    /// <summary>Completes the waiting writes and closes the connection.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _session.Dispose();
    }

    private void Run()
    {
        while (Take() is { Count: > 0 } batch)
        {
            foreach (var writes in batch.Chunk(MaximumBatch))
            {
                CommitTogether(writes);
            }
        }
    }

    private List<Write> Take()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_stopped)
            {
                Monitor.Wait(_gate);
            }

            (var taken, _waiting) = (_waiting, []);
            return taken;
        }
    }

    private void CommitTogether(Write[] writes)
    {
        var error = TryCommit(writes);
        if (error is null || writes.Length == 1)
        {
            Answer(writes, error);
            return;
        }

        // One failed write rolled back the whole batch. Run each write alone, so that only the faulty one fails.
        foreach (var write in writes)
        {
            Answer([write], TryCommit([write]));
        }
    }

    private Exception? TryCommit(Write[] writes)
    {
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
            foreach (var write in writes)
            {
                write.Run(_session);
            }

            _session.Execute("COMMIT");
            return null;
        }
        catch (Exception e)
        {
            RollBack();
            return e is SqliteException ? new StoreUnavailableException("The embedded store could not be written to.", e) : e;
        }
    }

    private void RollBack()
    {
        try
        {
            _session.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // After some errors, such as a full disk, SQLite has already rolled back. Then there is no transaction to end.
        }
    }

    private static void Answer(Write[] writes, Exception? error)
    {
        foreach (var write in writes)
        {
            write.Answer(error);
        }
    }

    private abstract class Write
    {
        public abstract void Run(SqliteSession session);

        public abstract void Answer(Exception? error);
    }

    private sealed class Write<T>(Func<SqliteSession, T> write) : Write
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Task => _answer.Task;

        public override void Run(SqliteSession session) => _result = write(session);

        public override void Answer(Exception? error)
        {
            if (error is null)
            {
                _answer.SetResult(_result!);
            }
            else
            {
                _answer.SetException(error);
            }
        }
    }
}

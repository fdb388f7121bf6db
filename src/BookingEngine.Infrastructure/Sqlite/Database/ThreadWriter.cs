using BookingEngine.Ports;

namespace BookingEngine.Infrastructure.Sqlite.Database;

/// <summary>Writes on a thread of its own, for a file whose commits wait for the disk: all writes that arrive meanwhile share the next
/// one.</summary>
internal sealed class ThreadWriter : ISqliteWriter
{
    private readonly object _gate = new();
    private readonly SqliteTransactions _transactions;
    private readonly Thread _thread;
    private List<SqliteWrite> _waiting = [];
    private bool _stopped;

    public ThreadWriter(SqliteSession session, string name)
    {
        _transactions = new SqliteTransactions(session);
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write)
    {
        var waiting = new SqliteWrite<T>(write);
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
        _transactions.Dispose();
    }

    private void Run()
    {
        while (Take() is { Count: > 0 } batch)
        {
            _transactions.Run(batch);
        }
    }

    private List<SqliteWrite> Take()
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
}

using System.Collections.Concurrent;
using BookingEngine.Ports;

namespace BookingEngine.Infrastructure.Sqlite.Database;

/// <summary>Writes on the threads of its callers, for a file whose commits do not wait for the disk: to wake a thread would cost more than the
/// commit. The caller that has the turn also runs the writes that arrive meanwhile.</summary>
internal sealed class CallerWriter(SqliteSession session) : ISqliteWriter
{
    private readonly ConcurrentQueue<SqliteWrite> _waiting = new();
    private readonly Lock _turn = new();
    private readonly SqliteTransactions _transactions = new(session);
    private bool _stopped;

    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write)
    {
        var waiting = new SqliteWrite<T>(write);
        _waiting.Enqueue(waiting);
        Interlocked.MemoryBarrier();
        RunWaiting();
        return waiting.Task;
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        lock (_turn)
        {
            _stopped = true;
            _transactions.Dispose();
        }
    }

    // A caller that does not get the turn may return: the one that has it looks for waiting writes again after it has released it. The barriers keep this order.
    private void RunWaiting()
    {
        while (!_waiting.IsEmpty && _turn.TryEnter())
        {
            try
            {
                Run(Take());
            }
            finally
            {
                _turn.Exit();
                Interlocked.MemoryBarrier();
            }
        }
    }

    private List<SqliteWrite> Take()
    {
        List<SqliteWrite> taken = new(1);
        while (taken.Count < SqliteTransactions.MaximumBatch && _waiting.TryDequeue(out var write))
        {
            taken.Add(write);
        }

        return taken;
    }

    private void Run(List<SqliteWrite> writes)
    {
        if (_stopped)
        {
            writes.ForEach(write => write.Answer(new StoreUnavailableException("The store is closed.")));
            return;
        }

        _transactions.Run(writes);
    }
}

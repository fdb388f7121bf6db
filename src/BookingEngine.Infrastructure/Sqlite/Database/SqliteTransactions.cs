using System.Runtime.InteropServices;
using BookingEngine.Ports;
using Microsoft.Data.Sqlite;

namespace BookingEngine.Infrastructure.Sqlite.Database;

/// <summary>Runs writes, several in one transaction, and answers each after the commit. For one thread at a time.</summary>
internal sealed class SqliteTransactions(SqliteSession session) : IDisposable
{
    public const int MaximumBatch = 512;

    public void Run(List<SqliteWrite> writes)
    {
        ReadOnlySpan<SqliteWrite> all = CollectionsMarshal.AsSpan(writes);
        for (var start = 0; start < all.Length; start += MaximumBatch)
        {
            CommitTogether(all[start..Math.Min(start + MaximumBatch, all.Length)]);
        }
    }

    public void Dispose() => session.Dispose();

    private void CommitTogether(ReadOnlySpan<SqliteWrite> writes)
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

    private Exception? TryCommit(ReadOnlySpan<SqliteWrite> writes)
    {
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            foreach (var write in writes)
            {
                write.Run(session);
            }

            session.Execute("COMMIT");
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
            session.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // After some errors, such as a full disk, SQLite has already rolled back. Then there is no transaction to end.
        }
    }

    private static void Answer(ReadOnlySpan<SqliteWrite> writes, Exception? error)
    {
        foreach (var write in writes)
        {
            write.Answer(error);
        }
    }
}

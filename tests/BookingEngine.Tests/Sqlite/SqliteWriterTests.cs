using BookingEngine.Ports;

namespace BookingEngine.Tests.Sqlite;

public sealed class SqliteWriterTests : IDisposable
{
    private readonly SqliteFolder _folder = new();

    [Fact]
    public async Task Concurrent_writes_share_one_commit()
    {
        await _folder.Store.Booking.WriteAsync(s => s.Execute("CREATE TABLE seen (n INTEGER, transaction_of INTEGER)"));
        using var started = new ManualResetEventSlim();
        using var held = new ManualResetEventSlim();
        var blocker = _folder.Store.Booking.WriteAsync(_ =>
        {
            started.Set();
            return held.Wait(Timeouts.Wait);
        });
        Assert.True(started.Wait(Timeouts.Wait));
        var transactions = 0;
        var writes = Enumerable.Range(0, 100).Select(n => _folder.Store.Booking.WriteAsync(s =>
        {
            // The first write of a transaction sees no rows of the others.
            transactions += s.First("SELECT COUNT(*) FROM seen", r => r.GetInt64(0)) == 0 ? 1 : 0;
            return s.Execute("INSERT INTO seen VALUES ($1, 0)", n);
        })).ToList();
        Assert.All(writes, w => Assert.False(w.IsCompleted));
        held.Set();
        await Task.WhenAll(writes.Append<Task>(blocker));
        Assert.Equal(1, transactions);
        Assert.Equal(100, _folder.Store.Booking.Read(s => s.First("SELECT COUNT(*) FROM seen", r => r.GetInt64(0))));
    }

    [Fact]
    public async Task A_failing_write_fails_no_other()
    {
        await _folder.Store.Booking.WriteAsync(s => s.Execute("CREATE TABLE seen (n INTEGER PRIMARY KEY)"));
        var writes = Enumerable.Range(0, 20)
            .Select(n => _folder.Store.Booking.WriteAsync(s => s.Execute("INSERT INTO seen VALUES ($1)", n == 13 ? 0 : n))).ToList();
        for (var n = 0; n < writes.Count; n++)
        {
            if (n == 13)
            {
                await Assert.ThrowsAsync<StoreUnavailableException>(() => writes[13]);
            }
            else
            {
                Assert.Equal(1, await writes[n]);
            }
        }

        Assert.Equal(19, _folder.Store.Booking.Read(s => s.First("SELECT COUNT(*) FROM seen", r => r.GetInt64(0))));
    }

    [Fact]
    public async Task The_file_is_durable_as_documented()
    {
        Assert.Equal(2, await _folder.Store.Booking.WriteAsync(s => s.First("PRAGMA synchronous", r => r.GetInt64(0))));
        Assert.Equal("wal", _folder.Store.Booking.Read(s => s.First("PRAGMA journal_mode", r => r.GetString(0))));
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused()
    {
        await _folder.Store.Booking.WriteAsync(s => s.Execute("PRAGMA user_version = 99"));
        Assert.Throws<UnusableStoreException>(_folder.Reopen);
    }

    [Fact]
    public async Task A_closed_store_reports_that_it_is_closed()
    {
        _folder.Store.Dispose();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _folder.Store.Booking.WriteAsync(_ => 1));
    }

    public void Dispose() => _folder.Dispose();
}

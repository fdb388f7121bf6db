using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Ports;

namespace BookingEngine.Tests.Sqlite;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly string _folder = TemporaryFolders.Create().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // A job may count for the first time while the process stops.
    [Fact]
    public void A_disposed_store_opens_no_file()
    {
        var store = new SqliteStore(_folder);
        store.Dispose();
        Assert.Throws<StoreUnavailableException>(() => store.Limits);
        Assert.False(File.Exists(Path.Combine(_folder, "limits.db")));
    }
}

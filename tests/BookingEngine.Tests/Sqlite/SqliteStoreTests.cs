using System.Buffers.Binary;
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

    // A file keeps the size of its pages. An existing one with larger pages stays as it is.
    [Theory]
    [InlineData(null, 1_024)]
    [InlineData(4_096, 4_096)]
    public async Task The_file_of_limits_has_small_pages_if_it_is_new(int? existing, int expected)
    {
        var path = Path.Combine(_folder, "limits.db");
        if (existing is { } size)
        {
            using var before = new SqliteSession(path);
            before.Run($"PRAGMA page_size={size}; CREATE TABLE other (id INTEGER)");
        }

        using (var store = new SqliteStore(_folder))
        {
            Assert.Equal(1, await store.Limits.WriteAsync(session => session.Execute("INSERT INTO counters VALUES ($1, 1, 1)", new byte[32])));
        }

        var header = await File.ReadAllBytesAsync(path);
        Assert.Equal(expected, BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(16)));
    }
}

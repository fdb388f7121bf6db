using BookingEngine.Bookings;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Infrastructure.Sqlite.Rows;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Bookings.Lists;

namespace BookingEngine.Tests.Sqlite;

/// <summary>How the embedded store reads its lists, and how files from before these lists are upgraded.</summary>
public sealed class SqliteListsTests : IDisposable
{
    private readonly SqliteFolder _folder = new();

    private SqliteReadModelStore Models => new(_folder.Store);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_list_uses_its_index_without_sorting() => Assert.All(ListIndex.All, index =>
    {
        SqliteValue[] values = ["bookings", .. index.Fields, "", "z", 10];
        var plan = _folder.Store.Booking.Read(s => s.Query($"EXPLAIN QUERY PLAN {ReadModelIndexes.Queries[index]}", row => row.GetString(3), values));
        var bounds = string.Concat(index.Fields.Select(field => $" AND {field}=?"));
        Assert.Equal([$"SEARCH read_models USING INDEX {ReadModelIndexes.NameOf(index)} (model=?{bounds} AND sort_key>? AND sort_key<?)"], plan);
    });

    [Fact]
    public void The_schema_has_an_index_for_each_list_and_for_streams()
    {
        var columns = _folder.Store.Booking.Read(s => s.Query(
            "SELECT i.name, c.name FROM pragma_index_list('read_models') i, pragma_index_info(i.name) c WHERE i.origin = 'c' ORDER BY i.name, c.seqno",
            row => (Index: row.GetString(0), Column: row.GetString(1)), []));
        var stored = columns.GroupBy(c => c.Index).Select(index => $"{index.Key}: {string.Join(' ', index.Select(c => c.Column))}");

        var expected = ListIndex.All.Select(index => $"{ReadModelIndexes.NameOf(index)}: {string.Join(' ', ["model", .. index.Fields, "sort_key"])}");
        Assert.Equal(expected.Append("read_models_by_stream: model stream").Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_from_before_list_keys_lists_its_bookings()
    {
        List<ReadModelDocument> bookings = [.. Enumerable.Range(0, 300).Select(ManyBookings.Document)];
        var deleted = ManyBookings.Document(300) with { Body = null, Keys = null, Answer = null };
        var user = new ReadModelDocument("ada", StreamName.Parse("user-ada"), 1, "users", "ada", """{"status":"registered"}""");
        foreach (var booking in bookings.Append(deleted))
        {
            await Models.TryWriteAsync(BookingsProjection.ModelName, booking, 0);
        }

        await Models.TryWriteAsync("users", user, 0);
        _folder.ReopenFrom(version: 3);

        bookings = [.. bookings.Select(b => b with { Answer = null })];
        Assert.Equal(bookings, await ListAsync(new(BookingsProjection.ModelName, ListIndex.ByModel)));
        Assert.Equal(
            bookings.Where(b => b.Keys is { Resource: "resource-2", Status: "pending" }),
            await ListAsync(new(BookingsProjection.ModelName, ListIndex.ByResourceAndStatus, "resource-2", "pending")));
        Assert.Equal(deleted, await Models.FindAsync(BookingsProjection.ModelName, deleted.Id, CancellationToken.None));
        Assert.Equal(user, await Models.FindAsync("users", user.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_file_from_before_answers_lists_its_bookings_without_them()
    {
        List<ReadModelDocument> bookings = [.. Enumerable.Range(0, 300).Select(ManyBookings.Document)];
        await Task.WhenAll(bookings.Select(booking => Models.TryWriteAsync(BookingsProjection.ModelName, booking, 0)));
        _folder.ReopenFrom(version: 6);
        Assert.Equal(bookings.Select(b => b with { Answer = null }), await ListAsync(new(BookingsProjection.ModelName, ListIndex.ByModel)));
    }

    private Task<IReadOnlyList<ReadModelDocument>> ListAsync(ReadModelList list) => Models.ListAsync(list, default, CancellationToken.None);
}

using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.ReadModels;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Sqlite;

namespace BookingEngine.Tests.ReadModels;

/// <summary>The contract of every store of read models.</summary>
public abstract partial class ReadModelStoreContract
{
    private const string Model = "things";
    private static readonly StreamName Stream = StreamName.Parse("calendar-a"), Other = StreamName.Parse("calendar-b");

    protected abstract IReadModelStore Models { get; }

    [ServerFact]
    public async Task A_document_is_read_back_as_written()
    {
        Assert.True(await Models.TryWriteAsync(Model, Document("1", 3), 0));
        Assert.Equal(Document("1", 3), await Models.FindAsync(Model, "1", CancellationToken.None));
        Assert.Null(await Models.FindAsync("other", "1", CancellationToken.None));
    }

    [ServerFact]
    public async Task A_write_with_an_unexpected_version_is_refused()
    {
        await Models.TryWriteAsync(Model, Document("1", 3), 0);
        Assert.False(await Models.TryWriteAsync(Model, Document("1", 5), 0));
        Assert.False(await Models.TryWriteAsync(Model, Document("1", 5), 4));
        Assert.False(await Models.TryWriteAsync(Model, Document("2", 5), 4));
        Assert.True(await Models.TryWriteAsync(Model, Document("1", 5), 3));
        Assert.Equal(5, (await Models.FindAsync(Model, "1", CancellationToken.None))!.Version);
    }

    [ServerFact]
    public async Task Several_writes_are_each_guarded_by_their_version()
    {
        Assert.True(await Models.TryWriteAllAsync(Model, [new(Document("1", 3), 0), new(Document("2", 4), 0)]));
        await Models.TryWriteAllAsync(Model, [new(Document("1", 5), 3), new(Document("3", 6), 0), new(Document("2", 7), 4)]); // false if its second half was retried
        Assert.False(await Models.TryWriteAllAsync(Model, [new(Document("1", 8), 3), new(Document("3", 9), 0), new(Document("2", 10), 7)]));
        Assert.False(await Models.TryWriteAllAsync(Model, [new(Document("4", 11), 1), new(Document("3", 12), 6)]));
        Assert.Equal([5L, 10L, 12L], (await Models.ListOfStreamAsync(Model, Stream, CancellationToken.None)).Select(d => d.Version));
    }

    [ServerFact]
    public async Task Documents_that_differ_are_replaced_unless_they_are_later()
    {
        await Models.TryWriteAllAsync(Model, [new(Document("1", 3), 0), new(Document("2", 9), 0), new(Document("3", 5) with { Body = "damaged" }, 0)]);
        Assert.Equal(["2"], await Models.ReplaceAsync(Model, [Document("1", 3), Document("2", 8), Document("3", 5), Document("4", 6), Document("é", 7)]));
        Assert.Equal(
            [Document("1", 3), Document("2", 9), Document("3", 5), Document("4", 6), Document("é", 7)],
            await Models.ListOfStreamAsync(Model, Stream, CancellationToken.None));
        Assert.Empty(await Models.ReplaceAsync(Model, [Document("1", 4) with { Body = null, Keys = new ListKeys("a", "b", "c") }]));
        Assert.Equal(Document("1", 4) with { Body = null, Keys = new ListKeys("a", "b", "c") }, await Models.FindAsync(Model, "1", CancellationToken.None));
    }

    [ServerFact]
    public async Task Other_documents_of_a_stream_are_deleted_unless_they_are_later()
    {
        await Models.TryWriteAllAsync(
            Model, [new(Document("1", 3), 0), new(Document("2", 4), 0), new(Document("3", 5), 0), new(Document("4", 6) with { Stream = Other }, 0)]);
        await Models.DeleteOthersAsync(Model, Stream, 4, ["1"]);
        Assert.Equal(["1", "3"], (await Models.ListOfStreamAsync(Model, Stream, CancellationToken.None)).Select(d => d.Id));
        Assert.NotNull(await Models.FindAsync(Model, "4", CancellationToken.None));
    }

    [ServerFact]
    public async Task Several_documents_are_found_by_their_ids()
    {
        await Models.TryWriteAllAsync(Model, [new(Document("1", 3), 0), new(Document("2", 4), 0), new(Document("3", 5), 0)]);
        await Models.TryWriteAsync("other", Document("4", 6), 0);
        var found = await Models.FindAllAsync(Model, ["3", "1", "4"], CancellationToken.None);
        Assert.Equal([Document("1", 3), Document("3", 5)], found.OrderBy(d => d.Id, StringComparer.Ordinal));
    }

    [ServerFact]
    public async Task Adding_documents_leaves_existing_ones_unchanged()
    {
        await Models.TryWriteAsync(Model, Document("2", 5), 0);
        await Models.AddAsync(Model, [Document("1", 3), Document("2", 4), Document("3", 6)]);
        await Models.AddAsync(Model, [Document("3", 7)]);
        Assert.Equal([3L, 5L, 6L], (await Models.ListOfStreamAsync(Model, Stream, CancellationToken.None)).Select(d => d.Version));
    }

    [ServerFact]
    public async Task Of_many_concurrent_writes_over_one_version_one_succeeds()
    {
        await Models.TryWriteAsync(Model, Document("1", 1), 0);
        var results = await Task.WhenAll(Enumerable.Range(2, 30).Select(v => Task.Run(() => Models.TryWriteAsync(Model, Document("1", v), 1))));
        Assert.Equal(1, results.Count(written => written));
    }

    [ServerFact]
    public async Task A_partition_is_listed_by_sort_key_in_pages_without_deleted_documents()
    {
        foreach (var id in new[] { "c", "a", "d", "b" })
        {
            await Models.TryWriteAsync(Model, Document(id, 1) with { Body = id == "b" ? null : "{}" }, 0);
        }

        await Models.TryWriteAsync(Model, Document("e", 1) with { Partition = "of another" }, 0);
        Assert.Equal(["a", "c", "d"], await PartitionAsync(null, null));
        Assert.Equal(["a", "c"], await PartitionAsync(null, 2));
        Assert.Equal(["d"], await PartitionAsync("key c", 2));
    }

    [ServerFact]
    public async Task A_list_excludes_the_end_of_its_range()
    {
        foreach (var id in new[] { "a", "b", "c", "d" })
        {
            await Models.TryWriteAsync(Model, Document(id, 1), 0);
        }

        Assert.Equal(["b"], await ListAsync(ReadModelList.OfPartition(Model, "of one"), new ListRange("key a", "key c", null)));
        Assert.Equal(["a", "b"], await ListAsync(ReadModelList.OfPartition(Model, "of one"), new ListRange(null, "key b!", null)));
        Assert.Empty(await ListAsync(ReadModelList.OfPartition(Model, "of one"), new ListRange("key c", "key b", null)));
    }

    [ServerFact]
    public async Task A_document_is_in_exactly_the_lists_of_its_keys()
    {
        ListKeys[] keys = [new("room", "yoga", "confirmed"), new("room", "judo", "confirmed"), new("hall", "yoga", "pending"), new("hall", "yoga", "confirmed")];
        for (var n = 0; n < keys.Length; n++)
        {
            await Models.TryWriteAsync(Model, Document($"{n}", 1) with { Keys = keys[n] }, 0);
        }

        await Models.TryWriteAsync(Model, Document("gone", 1) with { Keys = keys[0], Body = null }, 0);
        await Models.TryWriteAsync(Model, Document("without keys", 1), 0);
        await Models.TryWriteAsync("another", Document("of another", 1) with { Keys = keys[0] }, 0);

        Assert.Equal(["0", "1", "2", "3"], await ListAsync(ListIndex.ByModel));
        Assert.Equal(["0", "1"], await ListAsync(ListIndex.ByResource, "room"));
        Assert.Equal(["2"], await ListAsync(ListIndex.ByResourceAndStatus, "hall", "pending"));
        Assert.Equal(["0", "1", "3"], await ListAsync(ListIndex.ByStatus, "confirmed"));
        Assert.Equal(["0", "2", "3"], await ListAsync(ListIndex.ByService, "yoga"));
        Assert.Equal(["0", "3"], await ListAsync(ListIndex.ByServiceAndStatus, "yoga", "confirmed"));
        Assert.Equal(["0", "1", "2", "3", "without keys"], await ListAsync(ListIndex.ByPartition, "of one"));
        Assert.Empty(await ListAsync(ListIndex.ByResource, "yoga"));
    }

    [ServerFact]
    public async Task A_changed_document_leaves_the_lists_of_its_former_keys()
    {
        var first = Document("1", 1) with { Keys = new("room", "yoga", "pending") };
        await Models.TryWriteAsync(Model, first, 0);
        await Models.TryWriteAsync(Model, first with { Version = 2, Keys = new("room", "yoga", "confirmed"), SortKey = "key 2" }, 1);
        Assert.Equal((2, "confirmed"), await FindAsync());
        Assert.Empty(await ListAsync(ListIndex.ByStatus, "pending"));
        Assert.Equal(["1"], await ListAsync(ListIndex.ByStatus, "confirmed"));

        await Models.TryWriteAsync(Model, first with { Version = 3, Keys = null }, 2);
        Assert.Equal((3, null), await FindAsync());
        Assert.Empty(await ListAsync(ListIndex.ByStatus, "confirmed"));
        Assert.Empty(await ListAsync(ListIndex.ByModel));

        async Task<(long, string?)> FindAsync() => await Models.FindAsync(Model, "1", CancellationToken.None) is { } d ? (d.Version, d.Keys?.Status) : default;
    }

    [ServerFact]
    public async Task A_position_only_moves_forward()
    {
        Assert.Equal(0, await Models.PositionAsync(Model, Stream, CancellationToken.None));
        await Models.AdvanceAsync(Model, Stream, 5);
        await Models.AdvanceAsync(Model, Stream, 3);
        Assert.Equal(5, await Models.PositionAsync(Model, Stream, CancellationToken.None));
        Assert.Equal(0, await Models.PositionAsync(Model, Other, CancellationToken.None));
    }

    [ServerFact]
    public async Task Lowest_positions_of_models_omit_streams_that_one_has_not_begun()
    {
        var third = StreamName.Parse("calendar-c");
        await Models.AdvanceAsync(Model, Stream, 5);
        await Models.AdvanceAsync("another", Stream, 4);
        await Models.AdvanceAsync(Model, Other, 2);
        await Models.AdvanceAsync("another", Other, 3);
        await Models.AdvanceAsync("another", third, 9);
        var positions = await Models.LowestPositionsAsync([Model, "another"], [Stream, Other, third], CancellationToken.None);
        Assert.Equal([(Stream, 4L), (Other, 2L)], positions.Select(p => (p.Key, p.Value)).OrderBy(p => p.Key.Value, StringComparer.Ordinal));
    }

    [ServerFact]
    public async Task Replacing_a_stream_deletes_obsolete_documents_of_that_stream_only()
    {
        await Models.TryWriteAsync(Model, Document("1", 1), 0);
        await Models.TryWriteAsync(Model, Document("2", 2), 0);
        await Models.TryWriteAsync(Model, Document("3", 9) with { Stream = Other }, 0);
        Assert.True(await Models.TryReplaceStreamAsync(Model, Stream, 4, [Document("2", 4)]));
        Assert.Equal([Document("2", 4)], await Models.ListOfStreamAsync(Model, Stream, CancellationToken.None));
        Assert.Single(await Models.ListOfStreamAsync(Model, Other, CancellationToken.None));
        Assert.Equal(4, await Models.PositionAsync(Model, Stream, CancellationToken.None));
    }

    [ServerFact]
    public async Task Replacing_a_stream_that_advanced_is_refused()
    {
        await Models.TryWriteAsync(Model, Document("1", 6), 0);
        await Models.AdvanceAsync(Model, Stream, 6);
        Assert.False(await Models.TryReplaceStreamAsync(Model, Stream, 5, []));
        Assert.Equal([Document("1", 6)], await Models.ListOfStreamAsync(Model, Stream, CancellationToken.None));
    }

    private static ReadModelDocument Document(string id, long version) => new(id, Stream, version, "of one", $"key {id}", """{"a":1}""");

    private Task<string[]> PartitionAsync(string? after, int? limit) => ListAsync(ReadModelList.OfPartition(Model, "of one"), new ListRange(after, null, limit));

    private Task<string[]> ListAsync(ListIndex index, params string[] values) => ListAsync(new ReadModelList(Model, index, values), default);

    private async Task<string[]> ListAsync(ReadModelList list, ListRange range) =>
        [.. (await Models.ListAsync(list, range, CancellationToken.None)).Select(d => d.Id)];
}

public sealed class SqliteReadModelStoreTests : ReadModelStoreContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    protected override IReadModelStore Models => new SqliteReadModelStore(_folder.Store);

    public void Dispose() => _folder.Dispose();
}

public sealed class InMemoryReadModelStoreTests : ReadModelStoreContract
{
    protected override IReadModelStore Models { get; } = new InMemoryReadModelStore(new ReadModelTables(), Steps.Locked());
}

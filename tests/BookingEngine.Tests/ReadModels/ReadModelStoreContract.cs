using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite;
using BookingEngine.ReadModels;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Sqlite;

namespace BookingEngine.Tests.ReadModels;

/// <summary>What every store of read models keeps to.</summary>
public abstract class ReadModelStoreContract
{
    private const string Model = "things";
    private static readonly StreamName Stream = StreamName.Parse("calendar-a"), Other = StreamName.Parse("calendar-b");

    protected abstract IReadModelStore Models { get; }

    [ServerFact]
    public async Task A_document_is_found_as_it_was_written()
    {
        Assert.True(await Models.TryWriteAsync(Model, Document("1", 3), 0));
        Assert.Equal(Document("1", 3), await Models.FindAsync(Model, "1", CancellationToken.None));
        Assert.Null(await Models.FindAsync("other", "1", CancellationToken.None));
    }

    [ServerFact]
    public async Task A_write_over_another_version_than_expected_is_refused()
    {
        await Models.TryWriteAsync(Model, Document("1", 3), 0);
        Assert.False(await Models.TryWriteAsync(Model, Document("1", 5), 0));
        Assert.False(await Models.TryWriteAsync(Model, Document("1", 5), 4));
        Assert.False(await Models.TryWriteAsync(Model, Document("2", 5), 4));
        Assert.True(await Models.TryWriteAsync(Model, Document("1", 5), 3));
        Assert.Equal(5, (await Models.FindAsync(Model, "1", CancellationToken.None))!.Version);
    }

    [ServerFact]
    public async Task Of_many_writes_over_one_version_exactly_one_succeeds()
    {
        await Models.TryWriteAsync(Model, Document("1", 1), 0);
        var results = await Task.WhenAll(Enumerable.Range(2, 30).Select(v => Task.Run(() => Models.TryWriteAsync(Model, Document("1", v), 1))));
        Assert.Equal(1, results.Count(written => written));
    }

    [ServerFact]
    public async Task A_partition_is_listed_by_sort_key_in_pages_without_what_is_gone()
    {
        foreach (var id in new[] { "c", "a", "d", "b" })
        {
            await Models.TryWriteAsync(Model, Document(id, 1) with { Body = id == "b" ? null : "{}" }, 0);
        }

        await Models.TryWriteAsync(Model, Document("e", 1) with { Partition = "of another" }, 0);
        Assert.Equal(["a", "c", "d"], await ListAsync(null, null));
        Assert.Equal(["a", "c"], await ListAsync(null, 2));
        Assert.Equal(["d"], await ListAsync("key c", 2));
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
    public async Task Positions_of_many_streams_are_told_at_once()
    {
        var third = StreamName.Parse("calendar-c");
        await Models.AdvanceAsync(Model, Stream, 5);
        await Models.AdvanceAsync(Model, Other, 2);
        await Models.AdvanceAsync("another", third, 9);
        var positions = await Models.PositionsAsync(Model, [Stream, Other, third], CancellationToken.None);
        Assert.Equal([(Stream, 5L), (Other, 2L)], positions.Select(p => (p.Key, p.Value)).OrderBy(p => p.Key.Value, StringComparer.Ordinal));
    }

    [ServerFact]
    public async Task Replacing_a_stream_takes_away_what_is_no_longer_and_leaves_other_streams()
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
    public async Task Replacing_a_stream_that_has_gone_on_is_refused()
    {
        await Models.TryWriteAsync(Model, Document("1", 6), 0);
        await Models.AdvanceAsync(Model, Stream, 6);
        Assert.False(await Models.TryReplaceStreamAsync(Model, Stream, 5, []));
        Assert.Equal([Document("1", 6)], await Models.ListOfStreamAsync(Model, Stream, CancellationToken.None));
    }

    private static ReadModelDocument Document(string id, long version) => new(id, Stream, version, "of one", $"key {id}", """{"a":1}""");

    private async Task<string[]> ListAsync(string? after, int? limit) =>
        [.. (await Models.ListAsync(Model, "of one", after, limit, CancellationToken.None)).Select(d => d.Id)];
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

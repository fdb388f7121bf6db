using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.MongoStandIn;

public sealed class CosmosTests
{
    [Fact]
    public async Task Retryable_writes_are_refused()
    {
        await using var run = new RunningStandIn(Behaviour.CosmosRu, s => s.RetryWrites = true);
        var refused = await Assert.ThrowsAnyAsync<MongoException>(() => run.InsertAsync(1));
        Assert.Contains("etryable writes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_over_2_megabytes_are_refused()
    {
        await using var run = new RunningStandIn(Behaviour.CosmosRu);
        await run.Events.InsertOneAsync(new BsonDocument { { "_id", 1 }, { "data", new byte[2_000_000] } });
        var refused = await Assert.ThrowsAsync<MongoWriteException>(() =>
            run.Events.InsertOneAsync(new BsonDocument { { "_id", 2 }, { "data", new byte[2_200_000] } }));
        Assert.Equal(16, refused.WriteError.Code);
        Assert.Single(run.Server.Data.Documents("tests", "events"));
    }

    [Fact]
    public async Task Every_third_data_command_is_throttled_with_a_wait_hint()
    {
        await using var run = new RunningStandIn(Behaviour.CosmosRu with { ThrottlesEvery = 3, RetryAfterMs = 34 }, s => s.RetryReads = false);
        await run.InsertAsync(1);
        await run.Events.Find("{}").ToListAsync();
        var write = await Assert.ThrowsAsync<MongoWriteException>(() => run.Events.InsertOneAsync(new BsonDocument("_id", 2)));
        Assert.Equal(16500, write.WriteError.Code);
        Assert.Contains("RetryAfterMs=34,", write.WriteError.Message, StringComparison.Ordinal);
        await run.InsertAsync(2);
        await run.InsertAsync(3);
        var read = await Assert.ThrowsAsync<MongoCommandException>(() => run.Events.Find("{}").ToListAsync());
        Assert.Equal(16500, read.Code);
        Assert.Contains("RetryAfterMs=34,", read.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_throttled_batch_is_applied_in_half()
    {
        await using var run = new RunningStandIn(Behaviour.CosmosRu);
        run.Server.Faults = Faults.OnlyNth(1, Fault.Throttle(1));
        var refused = await Assert.ThrowsAsync<MongoBulkWriteException<BsonDocument>>(() => run.Events.InsertManyAsync(
            Enumerable.Range(0, 5).Select(i => new BsonDocument("_id", i)), new InsertManyOptions { IsOrdered = false }));
        Assert.Equal([(2, 16500), (3, 16500), (4, 16500)], refused.WriteErrors.Select(e => (e.Index, e.Code)));
        Assert.Equal([0, 1], run.Server.Data.Documents("tests", "events").Select(d => d["_id"].AsInt32));
    }

    [Fact]
    public async Task A_missing_collection_can_be_neither_read_nor_watched()
    {
        await using var run = new RunningStandIn(Behaviour.CosmosRu);
        Assert.Equal(26, (await Assert.ThrowsAsync<MongoCommandException>(() => run.Events.Find("{}").ToListAsync())).Code);
        Assert.Equal(26, (await Assert.ThrowsAsync<MongoCommandException>(
            () => run.WatchAsync(new() { FullDocument = ChangeStreamFullDocumentOption.UpdateLookup }, ChangeStreamCalls.CosmosStages))).Code);
        await run.InsertAsync(1);
        Assert.Single(await run.Events.Find("{}").ToListAsync());
    }

    [Fact]
    public async Task Sorting_without_a_matching_index_is_refused()
    {
        await using var run = new RunningStandIn(Behaviour.CosmosRu);
        await run.Events.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>("{ a: 1, b: 1 }"));
        foreach (var taken in new[] { "{ _id: -1 }", "{ a: 1 }", "{ a: 1, b: 1 }", "{ a: -1, b: -1 }" }) await run.Events.Find("{}").Sort(taken).ToListAsync();
        foreach (var refused in new[] { "{ b: 1 }", "{ b: 1, a: 1 }", "{ a: 1, b: -1 }", "{ a: 1, b: 1, _id: 1 }" })
        {
            var error = await Assert.ThrowsAsync<MongoCommandException>(() => run.Events.Find("{}").Sort(refused).ToListAsync());
            Assert.Equal((2, "The index path corresponding to the specified order-by item is excluded."), (error.Code, error.ErrorMessage));
        }
    }

    [Fact]
    public async Task A_unique_index_needs_an_empty_collection()
    {
        await using var run = new RunningStandIn(Behaviour.CosmosRu);
        var unique = new CreateIndexOptions { Unique = true };
        await run.Events.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>("{ a: 1 }", unique));
        await run.InsertAsync(1);
        await run.Events.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>("{ a: 1 }", unique));
        await run.Events.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>("{ b: 1 }"));
        var refused = await Assert.ThrowsAsync<MongoCommandException>(() => run.Events.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>("{ c: 1 }", unique)));
        Assert.Equal(67, refused.Code);
    }
}

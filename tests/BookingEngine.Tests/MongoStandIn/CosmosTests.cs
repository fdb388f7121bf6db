using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.MongoStandIn;

public sealed class CosmosTests
{
    [Fact]
    public async Task A_page_has_one_token_no_operation_type_and_nothing_of_deletes()
    {
        await using var run = new RunningStandIn(Behaviour.CosmosRu);
        await run.InsertAsync(0);
        using var first = await run.WatchAsync(LookingUp(), Watching.CosmosStages);
        await first.EmptyPageAsync();
        await run.InsertAsync(1, 2, 3);
        await run.Events.DeleteOneAsync("{ _id: 3 }");
        await run.Events.UpdateOneAsync("{ _id: 1 }", "{ $set: { a: 1 } }");
        var events = await first.TakeAsync(4);
        Assert.Equal([1, 2, 3, 1], events.Select(e => e["documentKey"]["_id"].AsInt32));
        Assert.Single(events.Select(e => e["_id"]).Distinct());
        Assert.All(events, e => Assert.Equal(["_id", "documentKey", "fullDocument", "ns"], e.Names.Order(StringComparer.Ordinal)));

        run.Server.Data.LoseHistory();
        var options = LookingUp();
        options.ResumeAfter = events[0]["_id"].AsBsonDocument;
        using var resumed = await run.WatchAsync(options, Watching.CosmosStages);
        await run.InsertAsync(4);
        Assert.Equal([4], (await resumed.TakeAsync(1)).Select(e => e["documentKey"]["_id"].AsInt32));
    }

    [Fact]
    public async Task An_empty_page_gives_no_token()
    {
        await using var run = new RunningStandIn(Behaviour.CosmosRu);
        using var stream = await run.WatchAsync(LookingUp(), Watching.CosmosStages);
        await stream.EmptyPageAsync();
        Assert.Null(stream.GetResumeToken());
    }

    [Fact]
    public async Task A_stream_starts_at_a_time()
    {
        await using var run = new RunningStandIn(Behaviour.CosmosRu);
        await run.InsertAsync(0, 1);
        var options = LookingUp();
        options.StartAtOperationTime = new BsonTimestamp(1, 1);
        using var stream = await run.WatchAsync(options, Watching.CosmosStages);
        Assert.Equal([0, 1], (await stream.TakeAsync(2)).Select(e => e["documentKey"]["_id"].AsInt32));
    }

    [Theory]
    [InlineData("{ $match: {} }")]
    [InlineData("{ $match: { operationType: 'insert' } }", "{ $project: { _id: 1, fullDocument: 1, ns: 1, documentKey: 1 } }")]
    [InlineData("{ $match: { operationType: { $in: ['insert', 'update', 'replace', 'delete'] } } }", "{ $project: { _id: 1, fullDocument: 1, ns: 1, documentKey: 1 } }")]
    [InlineData("{ $match: { operationType: { $in: ['insert', 'update', 'replace'] } } }", "{ $project: { _id: 1, fullDocument: 1 } }")]
    public async Task Any_other_stream_is_refused(params string[] stages)
    {
        await using var run = new RunningStandIn(Behaviour.CosmosRu);
        Assert.Equal(115, (await Assert.ThrowsAsync<MongoCommandException>(() => run.WatchAsync(LookingUp(), stages))).Code);
        Assert.Equal(115, (await Assert.ThrowsAsync<MongoCommandException>(() => run.WatchAsync(new(), Watching.CosmosStages))).Code);
        Assert.Equal(115, (await Assert.ThrowsAsync<MongoCommandException>(() => run.Client.WatchAsync(run.Pipeline(Watching.CosmosStages), LookingUp()))).Code);
    }

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
    public async Task Sorts_go_along_an_index_or_not_at_all()
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
    public async Task A_unique_index_wants_an_empty_collection()
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

    private static ChangeStreamOptions LookingUp() => new()
    {
        FullDocument = ChangeStreamFullDocumentOption.UpdateLookup, MaxAwaitTime = TimeSpan.FromMilliseconds(100),
    };
}

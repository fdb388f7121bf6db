using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.MongoStandIn;

public sealed class CosmosStreamTests
{
    [Fact]
    public async Task A_page_has_one_token_no_operation_type_and_no_deletes()
    {
        await using var run = new RunningStandIn(Behaviour.CosmosRu);
        await run.InsertAsync(0);
        using var first = await run.WatchAsync(LookingUp(), ChangeStreamCalls.CosmosStages);
        await first.EmptyPageAsync();
        await run.InsertAsync(1, 2, 3);
        await run.Events.DeleteOneAsync("{ _id: 3 }");
        await run.Events.UpdateOneAsync("{ _id: 1 }", "{ $set: { a: 1 } }");
        var events = await first.TakeAsync(4);
        Assert.Equal([1, 2, 3, 1], events.Select(e => e["documentKey"]["_id"].AsInt32));
        Assert.Single(events.Select(e => e["_id"]).Distinct());
        Assert.All(events, e => Assert.Equal(["_id", "documentKey", "fullDocument", "ns"], e.Names.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task History_is_never_lost()
    {
        await using var run = new RunningStandIn(Behaviour.CosmosRu);
        await run.Database.CreateCollectionAsync("events");
        using var first = await run.WatchAsync(LookingUp(), ChangeStreamCalls.CosmosStages);
        await run.InsertAsync(1);
        var options = LookingUp();
        options.ResumeAfter = (await first.TakeAsync(1))[0]["_id"].AsBsonDocument;
        await run.InsertAsync(2);
        run.Server.Data.LoseHistory();
        using var resumed = await run.WatchAsync(options, ChangeStreamCalls.CosmosStages);
        Assert.Equal([2], (await resumed.TakeAsync(1)).Select(e => e["documentKey"]["_id"].AsInt32));
    }

    [Fact]
    public async Task An_empty_page_has_no_token()
    {
        await using var run = new RunningStandIn(Behaviour.CosmosRu);
        await run.Database.CreateCollectionAsync("events");
        using var stream = await run.WatchAsync(LookingUp(), ChangeStreamCalls.CosmosStages);
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
        using var stream = await run.WatchAsync(options, ChangeStreamCalls.CosmosStages);
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
        Assert.Equal(115, (await Assert.ThrowsAsync<MongoCommandException>(() => run.WatchAsync(new(), ChangeStreamCalls.CosmosStages))).Code);
        Assert.Equal(115, (await Assert.ThrowsAsync<MongoCommandException>(() => run.Client.WatchAsync(run.Pipeline(ChangeStreamCalls.CosmosStages), LookingUp()))).Code);
    }

    private static ChangeStreamOptions LookingUp() => new()
    {
        FullDocument = ChangeStreamFullDocumentOption.UpdateLookup,
        MaxAwaitTime = TimeSpan.FromMilliseconds(100),
    };
}

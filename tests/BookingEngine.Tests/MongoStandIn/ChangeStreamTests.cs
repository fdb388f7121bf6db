using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.MongoStandIn;

public sealed class ChangeStreamTests
{
    [Fact]
    public async Task Inserts_are_seen_in_order_as_they_happen()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        using var stream = await run.WatchAsync();
        var seen = stream.TakeAsync(200);
        for (var i = 0; i < 200; i++) await run.InsertAsync(i);
        Assert.Equal(Enumerable.Range(0, 200), (await seen).Select(e => e["documentKey"]["_id"].AsInt32));
    }

    [Fact]
    public async Task A_stream_resumes_after_an_event_token_and_a_page_token()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        using var first = await run.WatchAsync();
        await run.InsertAsync(0, 1, 2);
        var events = await first.TakeAsync(3);

        using var afterEvent = await run.WatchAsync(new() { ResumeAfter = events[0]["_id"].AsBsonDocument });
        Assert.Equal([1, 2], (await afterEvent.TakeAsync(2)).Select(e => e["documentKey"]["_id"].AsInt32));

        await run.Database.GetCollection<BsonDocument>("others").InsertOneAsync([]);
        await first.EmptyPageAsync();
        Assert.NotEqual(events[2]["_id"], first.GetResumeToken());
        using var afterPage = await run.WatchAsync(new() { StartAfter = first.GetResumeToken() });
        await run.InsertAsync(3);
        Assert.Equal([3], (await afterPage.TakeAsync(1)).Select(e => e["documentKey"]["_id"].AsInt32));
    }

    [Fact]
    public async Task A_stream_starts_at_a_time()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.InsertAsync(0);
        var answer = await run.Database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1));
        await run.InsertAsync(1, 2);
        using var stream = await run.WatchAsync(new() { StartAtOperationTime = answer["operationTime"].AsBsonTimestamp });
        Assert.Equal([0, 1, 2], (await stream.TakeAsync(3)).Select(e => e["documentKey"]["_id"].AsInt32));
    }

    [Fact]
    public async Task Events_are_filtered_projected_and_looked_up()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        using var stream = await run.WatchAsync(
            new() { FullDocument = ChangeStreamFullDocumentOption.UpdateLookup },
            "{ $match: { operationType: { $in: ['update', 'replace'] } } }", "{ $project: { fullDocument: 1, operationType: 1, updateDescription: 1 } }");
        await run.InsertAsync(1);
        await run.Events.UpdateOneAsync("{ _id: 1 }", "{ $set: { a: 1 } }");
        await run.Events.UpdateOneAsync("{ _id: 1 }", "{ $set: { a: 1 } }");
        await run.Events.ReplaceOneAsync("{ _id: 1 }", BsonDocument.Parse("{ b: 1 }"));
        var events = await stream.TakeAsync(2);
        Assert.Equal(
            [
                BsonDocument.Parse(
                    "{ operationType: 'update', fullDocument: { _id: 1, b: 1 }, updateDescription: { updatedFields: { a: 1 }, removedFields: [], truncatedArrays: [] } }"),
                BsonDocument.Parse("{ operationType: 'replace', fullDocument: { _id: 1, b: 1 } }"),
            ],
            events.Select(e => new BsonDocument(e.Where(field => field.Name != "_id"))));
    }

    [Fact]
    public async Task A_cluster_wide_stream_sees_every_collection()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        using var stream = await run.Client.WatchAsync(run.Pipeline(), new() { MaxAwaitTime = TimeSpan.FromMilliseconds(100) });
        await run.InsertAsync(1);
        await run.Client.GetDatabase("another").GetCollection<BsonDocument>("others").InsertOneAsync(new BsonDocument("_id", 2));
        Assert.Equal(
            [BsonDocument.Parse("{ db: 'tests', coll: 'events' }"), BsonDocument.Parse("{ db: 'another', coll: 'others' }")],
            (await stream.TakeAsync(2)).Select(e => e["ns"].AsBsonDocument));
    }

    [Fact]
    public async Task The_driver_resumes_over_every_fault_and_misses_nothing()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        using var stream = await run.WatchAsync();
        await stream.EmptyPageAsync();
        var faults = new Queue<Fault>([Fault.DropBeforeApplying, Fault.DropAfterApplying, Fault.NotWritablePrimary]);
        run.Server.Faults = new Faults(asked => asked.Name == "getMore" && faults.TryDequeue(out var next) ? next : Fault.None);
        for (var i = 0; i < 5; i++)
        {
            await run.InsertAsync(i);
            Assert.Equal(i, (await stream.TakeAsync(1))[0]["documentKey"]["_id"].AsInt32);
        }

        Assert.Empty(faults);
        Assert.Equal(4, run.Server.Count("aggregate"));
    }

    [Fact]
    public async Task A_stream_ends_with_its_collection()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        using var stream = await run.WatchAsync();
        await run.InsertAsync(1);
        await run.Database.DropCollectionAsync("events");
        Assert.Equal(["insert", "drop", "invalidate"], (await stream.TakeAsync(3)).Select(e => e["operationType"].AsString));
    }
}

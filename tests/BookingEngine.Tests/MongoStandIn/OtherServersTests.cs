using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.MongoStandIn;

public sealed class OtherServersTests
{
    [Fact]
    public async Task A_standalone_server_has_no_change_streams_and_no_retryable_writes()
    {
        await using var run = new RunningStandIn(Behaviour.Standalone);
        await run.InsertAsync(1);
        Assert.Equal(40573, (await Assert.ThrowsAsync<MongoCommandException>(() => run.WatchAsync())).Code);
        var refused = await Assert.ThrowsAsync<MongoCommandException>(() => run.Database.RunCommandAsync<BsonDocument>(
            "{ insert: 'events', documents: [{ _id: 2 }], txnNumber: NumberLong(1) }"));
        Assert.Equal(20, refused.Code);
    }

    [Fact]
    public async Task VCore_watches_the_cluster_only()
    {
        await using var run = new RunningStandIn(Behaviour.VCore);
        Assert.Equal(303, (await Assert.ThrowsAsync<MongoCommandException>(() => run.WatchAsync())).Code);
        Assert.Equal(303, (await Assert.ThrowsAsync<MongoCommandException>(() => run.Database.WatchAsync())).Code);
        using var stream = await WatchClusterAsync(run);
    }

    [Fact]
    public async Task VCore_refuses_an_upsert_by_id_alone()
    {
        await using var run = new RunningStandIn(Behaviour.VCore);
        await run.Events.UpdateOneAsync("{ _id: 1, a: { $lt: 2 } }", "{ $set: { a: 2 } }", new UpdateOptions { IsUpsert = true });
        await Assert.ThrowsAsync<MongoCommandException>(
            () => run.Events.UpdateOneAsync("{ _id: 1 }", "{ $max: { a: 3 } }", new UpdateOptions { IsUpsert = true }));
        Assert.StartsWith("update events: An upsert by", Assert.Single(run.Server.Complaints), StringComparison.Ordinal);
        run.ExpectedComplaints = 1;
    }

    [Fact]
    public async Task VCore_answers_an_empty_page_first()
    {
        await using var run = new RunningStandIn(Behaviour.VCore);
        await run.InsertAsync(1);
        using var stream = await WatchClusterAsync(run, new() { StartAtOperationTime = new BsonTimestamp(1, 1) });
        await stream.EmptyPageAsync();
        var token = stream.GetResumeToken();
        await stream.EmptyPageAsync();
        Assert.Equal(token, stream.GetResumeToken());
        Assert.Equal([1], (await stream.TakeAsync(1)).Select(e => e["documentKey"]["_id"].AsInt32));
    }

    [Fact]
    public async Task VCore_may_start_at_the_present_after_a_failover()
    {
        await using var run = new RunningStandIn(Behaviour.VCore);
        using var stream = await WatchClusterAsync(run);
        await run.InsertAsync(1);
        var token = (await stream.TakeAsync(1))[0]["_id"].AsBsonDocument;
        await run.InsertAsync(2);

        run.Server.StartsAtPresentAfterFailover = true;
        using var skipping = await WatchClusterAsync(run, new() { ResumeAfter = token });
        using var resuming = await WatchClusterAsync(run, new() { ResumeAfter = token });
        await run.InsertAsync(3);
        Assert.Equal([3], (await skipping.TakeAsync(1)).Select(e => e["documentKey"]["_id"].AsInt32));
        Assert.Equal([2, 3], (await resuming.TakeAsync(2)).Select(e => e["documentKey"]["_id"].AsInt32));
    }

    private static Task<IChangeStreamCursor<BsonDocument>> WatchClusterAsync(RunningStandIn run, ChangeStreamOptions? options = null)
    {
        options ??= new ChangeStreamOptions();
        options.MaxAwaitTime = TimeSpan.FromMilliseconds(100);
        return run.Client.WatchAsync(run.Pipeline(), options);
    }
}

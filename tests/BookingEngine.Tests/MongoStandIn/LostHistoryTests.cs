using MongoDB.Driver;

namespace BookingEngine.Tests.MongoStandIn;

public sealed class LostHistoryTests
{
    [Theory]
    [InlineData(false, 1, 0)]
    [InlineData(true, 1, 1)]
    public async Task A_token_from_before_the_loss_of_history_is_refused(bool late, int aggregates, int getMores)
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet with { ReportsLostHistoryLate = late });
        using var first = await run.WatchAsync();
        await run.InsertAsync(1, 2);
        var token = (await first.TakeAsync(2))[1]["_id"].AsBsonDocument;
        run.Server.Data.LoseHistory();
        var before = (run.Server.Count("aggregate"), run.Server.Count("getMore"));
        var refused = await Assert.ThrowsAsync<MongoCommandException>(async () =>
        {
            using var resumed = await run.WatchAsync(new() { ResumeAfter = token });
            await resumed.TakeAsync(1);
        });
        Assert.Equal(286, refused.Code);
        Assert.Equal((aggregates, getMores), (run.Server.Count("aggregate") - before.Item1, run.Server.Count("getMore") - before.Item2));
    }

    [Fact]
    public async Task An_open_stream_survives_the_loss_of_history_only_without_missed_events()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        using var stream = await run.WatchAsync();
        await run.InsertAsync(1);
        await stream.TakeAsync(1);
        run.Server.Data.LoseHistory();
        await run.InsertAsync(2);
        Assert.Equal([2], (await stream.TakeAsync(1)).Select(e => e["documentKey"]["_id"].AsInt32));
        await run.InsertAsync(3);
        run.Server.Data.LoseHistory();
        Assert.Equal(286, (await Assert.ThrowsAsync<MongoCommandException>(() => stream.TakeAsync(1))).Code);
    }
}

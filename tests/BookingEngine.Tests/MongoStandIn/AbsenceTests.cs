using System.Diagnostics;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.MongoStandIn;

public sealed class AbsenceTests
{
    [Fact]
    public async Task A_restarted_server_keeps_its_port_and_data()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.InsertOneAsync(new BsonDocument("_id", 1));
        await run.Server.StopAsync();
        var settings = MongoClientSettings.FromConnectionString(run.Server.Uri);
        settings.ServerSelectionTimeout = TimeSpan.FromSeconds(1);
        using (var hasty = new MongoClient(settings))
        {
            var away = hasty.GetDatabase("tests").GetCollection<BsonDocument>("events");
            await Assert.ThrowsAsync<TimeoutException>(() => away.InsertOneAsync(new BsonDocument("_id", 2)));
        }

        run.Server.Start();
        using var again = new MongoClient(run.Server.Uri);
        var events = again.GetDatabase("tests").GetCollection<BsonDocument>("events");
        await events.InsertOneAsync(new BsonDocument("_id", 3));
        Assert.Equal([1, 3], (await events.Find("{}").ToListAsync()).Select(d => d["_id"].AsInt32));
    }

    [Fact]
    public async Task A_cursor_is_gone_after_a_restart()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.InsertManyAsync(Enumerable.Range(0, 10).Select(i => new BsonDocument("_id", i)));
        using var cursor = await run.Events.Find("{}", new FindOptions { BatchSize = 2 }).ToCursorAsync();
        await cursor.MoveNextAsync();
        await run.Server.StopAsync();
        run.Server.Start();
        await run.Events.Find("{}").FirstAsync();
        await Assert.ThrowsAsync<MongoCursorNotFoundException>(async () =>
        {
            while (await cursor.MoveNextAsync())
            {
            }
        });
    }

    [Fact]
    public async Task A_waiting_change_stream_does_not_delay_shutdown()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        using var cancelling = new CancellationTokenSource();
        using var stream = await run.Events.WatchAsync(new ChangeStreamOptions { MaxAwaitTime = TimeSpan.FromMinutes(5) });
        await stream.MoveNextAsync();
        var waiting = stream.MoveNextAsync(cancelling.Token);
        var ending = Stopwatch.StartNew();
        await run.Server.DisposeAsync();
        Assert.InRange(ending.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        await cancelling.CancelAsync(); // the driver looks for the server meanwhile
        await Assert.ThrowsAnyAsync<Exception>(() => waiting);
    }
}

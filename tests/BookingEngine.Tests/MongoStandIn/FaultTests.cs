using System.Diagnostics;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.MongoStandIn;

public sealed class FaultTests
{
    private static readonly Action<MongoClientSettings> WithoutRetries = settings => (settings.RetryWrites, settings.RetryReads) = (false, false);

    [Fact]
    public async Task A_connection_dropped_before_applying_writes_nothing()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet, WithoutRetries);
        run.Server.Faults = Faults.OnlyNth(1, Fault.DropBeforeApplying);
        await Assert.ThrowsAsync<MongoConnectionException>(() => run.Events.InsertOneAsync(new BsonDocument("_id", 1)));
        Assert.Empty(run.Server.Data.Documents("tests", "events"));
        await run.Events.InsertOneAsync(new BsonDocument("_id", 1));
    }

    [Fact]
    public async Task A_connection_dropped_after_applying_keeps_the_write()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet, WithoutRetries);
        run.Server.Faults = Faults.OnlyNth(1, Fault.DropAfterApplying);
        await Assert.ThrowsAsync<MongoConnectionException>(() => run.Events.InsertOneAsync(new BsonDocument("_id", 1)));
        Assert.Single(run.Server.Data.Documents("tests", "events"));
    }

    [Theory]
    [InlineData(FaultKind.DropBeforeApplying)]
    [InlineData(FaultKind.DropAfterApplying)]
    [InlineData(FaultKind.Error)]
    public async Task A_retryable_write_is_retried_and_applied_once(FaultKind kind)
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.InsertOneAsync(BsonDocument.Parse("{ _id: 1, count: 0 }"));
        run.Server.Faults = Faults.OnlyNth(1, kind == FaultKind.Error ? Fault.NotWritablePrimary : new Fault(kind));
        var result = await run.Events.UpdateOneAsync("{ _id: 1 }", "{ $inc: { count: 1 } }");
        Assert.Equal(1, result.ModifiedCount);
        run.Server.Faults = Faults.OnlyNth(1, kind == FaultKind.Error ? Fault.NotWritablePrimary : new Fault(kind));
        var after = await run.Events.FindOneAndUpdateAsync<BsonDocument>("{ _id: 1 }", "{ $inc: { count: 1 } }", new() { ReturnDocument = ReturnDocument.After });
        Assert.Equal(BsonDocument.Parse("{ _id: 1, count: 2 }"), after);
        Assert.Equal(2, run.Server.Count("update"));
        Assert.Equal(2, run.Server.Count("findAndModify"));
    }

    [Fact]
    public async Task An_error_is_answered_with_its_code_and_hint()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet, WithoutRetries);
        run.Server.Faults = Faults.OnlyNth(1, Fault.Error(8000, "out of luck"));
        var refused = await Assert.ThrowsAsync<MongoCommandException>(() => run.Events.InsertOneAsync(new BsonDocument("_id", 1)));
        Assert.Equal((8000, "out of luck"), (refused.Code, refused.ErrorMessage));
        Assert.Empty(run.Server.Data.Documents("tests", "events"));
    }

    [Fact]
    public async Task Error_50_may_have_applied_the_write()
    {
        await using var run = new RunningStandIn(Behaviour.CosmosRu);
        run.Server.Faults = Faults.OnlyNth(1, Fault.ErrorAfterApplying());
        await Assert.ThrowsAsync<MongoExecutionTimeoutException>(() => run.Events.InsertOneAsync(new BsonDocument("_id", 1)));
        Assert.Single(run.Server.Data.Documents("tests", "events"));
    }

    [Fact]
    public async Task A_delayed_command_answers_late()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.InsertOneAsync(new BsonDocument("_id", 1));
        run.Server.Faults = Faults.OnlyNth(1, Fault.Delay(80));
        var answered = Stopwatch.StartNew();
        Assert.Single(await run.Events.Find("{}").ToListAsync());
        Assert.InRange(answered.ElapsedMilliseconds, 75, 60_000);
    }

    [Fact]
    public async Task A_plan_gets_data_commands_only_and_counts_them()
    {
        List<FaultCandidate> asked = [];
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        run.Server.Faults = new Faults(a =>
        {
            asked.Add(a);
            return Fault.None;
        });
        await run.Database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1));
        await run.Events.InsertOneAsync(new BsonDocument("_id", 1));
        await run.Events.Find("{}").ToListAsync();
        Assert.Equal([new FaultCandidate("insert", "events", 1), new FaultCandidate("find", "events", 2)], asked);
    }
}

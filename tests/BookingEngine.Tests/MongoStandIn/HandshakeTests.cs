using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core.Clusters;

namespace BookingEngine.Tests.MongoStandIn;

public sealed class HandshakeTests
{
    [Theory]
    [InlineData("ReplicaSet", ClusterType.ReplicaSet)]
    [InlineData("Standalone", ClusterType.Standalone)]
    [InlineData("CosmosRu", ClusterType.ReplicaSet)]
    [InlineData("VCore", ClusterType.Sharded)]
    public async Task The_driver_recognises_each_behaviour(string name, ClusterType expected)
    {
        await using var run = new RunningStandIn(Behaviour.All.Single(b => b.Name == name));
        await run.Database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1));
        Assert.Equal(expected, run.Client.Cluster.Description.Type);
    }

    [Fact]
    public async Task Wrong_credentials_and_commands_without_credentials_are_refused()
    {
        await using var bare = new RunningStandIn(Behaviour.ReplicaSet with { RequiresCredentials = true });
        var refused = await Assert.ThrowsAsync<MongoCommandException>(() => bare.Events.Find(FilterDefinition<BsonDocument>.Empty).ToListAsync());
        Assert.Equal(13, refused.Code);

        await using var signedIn = new RunningStandIn(
            Behaviour.ReplicaSet with { RequiresCredentials = true }, s => s.Credential = MongoCredential.CreateCredential("admin", "someone", "wrong"));
        var failed = await Assert.ThrowsAsync<MongoAuthenticationException>(() => signedIn.Events.Find(FilterDefinition<BsonDocument>.Empty).ToListAsync());
        Assert.Equal(18, Assert.IsType<MongoCommandException>(failed.InnerException).Code);
    }

    [Fact]
    public async Task An_unknown_command_is_refused_and_reported()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        var refused = await Assert.ThrowsAsync<MongoCommandException>(() => run.Events.DistinctAsync<string>("a", FilterDefinition<BsonDocument>.Empty));
        Assert.Equal(59, refused.Code);
        Assert.Equal("distinct events: no such command: 'distinct'", Assert.Single(run.Server.Complaints));
        run.ExpectedComplaints = 1;
    }

    [Fact]
    public async Task Unknown_operators_and_options_are_reported_even_without_documents()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await Assert.ThrowsAsync<MongoCommandException>(() => run.Events.Find("{ a: { $mod: [2, 0] } }").ToListAsync());
        await Assert.ThrowsAsync<MongoCommandException>(() => run.Events.Find("{}", new FindOptions { Hint = "a_1" }).ToListAsync());
        await Assert.ThrowsAsync<MongoCommandException>(() => run.Events.UpdateOneAsync("{}", "{ $push: { a: 1 } }"));
        Assert.Equal(
            [
                "find events: unknown operator: $mod", "find events: BSON field 'hint' is an unknown field in find.",
                "update events: Unknown modifier: $push",
            ],
            run.Server.Complaints);
        run.ExpectedComplaints = 3;
    }
}

using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>How the stand-in explains a find.</summary>
public sealed class PlanTests
{
    [Theory]
    [InlineData("{ a: 1 }", "{ }", 0, "FETCH a_1_b_1", 20)]
    [InlineData("{ a: 1 }", "{ a: 1, b: 1 }", 5, "FETCH a_1_b_1", 5)]
    [InlineData("{ a: 1 }", "{ b: -1 }", 5, "FETCH a_1_b_1", 5)]
    [InlineData("{ a: 1, b: { $gt: 10, $lt: 40 } }", "{ a: 1, b: 1 }", 0, "FETCH a_1_b_1", 11)]
    [InlineData("{ a: 1, c: 0 }", "{ b: 1 }", 2, "FETCH a_1_b_1", 3)]
    [InlineData("{ a: { $in: [1, 2] } }", "{ b: 1 }", 5, "SORT FETCH a_1_b_1", 40)]
    [InlineData("{ a: 1 }", "{ c: 1 }", 5, "SORT FETCH a_1_b_1", 20)]
    [InlineData("{ b: 1 }", "{ }", 0, "COLLSCAN", 100)]
    [InlineData("{ b: { $ne: null } }", "{ b: 1 }", 3, "SORT COLLSCAN", 100)]
    [InlineData("{ c: 0 }", "{ a: 1 }", 3, "FETCH a_1_b_1", 5)]
    [InlineData("{ _id: { $gt: 89 } }", "{ _id: 1 }", 0, "FETCH _id_", 10)]
    public async Task A_find_uses_the_index_that_examines_least(string filter, string sort, int limit, string stages, int examined)
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>("{ a: 1, b: 1 }"));
        await run.Events.InsertManyAsync(Enumerable.Range(0, 100).Select(i => new BsonDocument { { "_id", i }, { "a", i % 5 }, { "b", i / 2 }, { "c", i / 5 % 2 } }));
        var find = new BsonDocument { { "find", "events" }, { "filter", BsonDocument.Parse(filter) }, { "sort", BsonDocument.Parse(sort) }, { "limit", limit } };
        var explained = await run.Database.RunCommandAsync<BsonDocument>(new BsonDocument { { "explain", find }, { "verbosity", "executionStats" } });
        Assert.Equal((stages, examined), (Stages(explained["queryPlanner"]["winningPlan"].AsBsonDocument), explained["executionStats"]["totalDocsExamined"].AsInt32));
    }

    private static string Stages(BsonDocument plan) => plan switch
    {
        _ when plan["stage"] == "IXSCAN" => plan["indexName"].AsString,
        _ when plan.TryGetValue("inputStage", out var input) => $"{plan["stage"]} {Stages(input.AsBsonDocument)}",
        _ => plan["stage"].AsString,
    };
}

using System.Diagnostics;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>Change streams of the driver, with events as documents.</summary>
internal static class ChangeStreamCalls
{
    /// <summary>The only stages that Cosmos DB accepts.</summary>
    public static readonly string[] CosmosStages =
        ["{ $match: { operationType: { $in: ['insert', 'update', 'replace'] } } }", "{ $project: { _id: 1, fullDocument: 1, ns: 1, documentKey: 1 } }"];

    public static PipelineDefinition<ChangeStreamDocument<BsonDocument>, BsonDocument> Pipeline(this RunningStandIn _, params string[] stages)
    {
        var made = new EmptyPipelineDefinition<ChangeStreamDocument<BsonDocument>>().AppendStage(
            new JsonPipelineStageDefinition<ChangeStreamDocument<BsonDocument>, BsonDocument>(stages.FirstOrDefault() ?? "{ $match: {} }"));
        return stages.Skip(1).Aggregate(made, (p, s) => p.AppendStage(new JsonPipelineStageDefinition<BsonDocument, BsonDocument>(s)));
    }

    public static Task<IChangeStreamCursor<BsonDocument>> WatchAsync(this RunningStandIn run, ChangeStreamOptions? options = null, params string[] stages)
    {
        options ??= new ChangeStreamOptions();
        options.MaxAwaitTime ??= TimeSpan.FromMilliseconds(100);
        return run.Events.WatchAsync(run.Pipeline(stages), options);
    }

    public static Task InsertAsync(this RunningStandIn run, params int[] ids) => run.Events.InsertManyAsync(ids.Select(id => new BsonDocument("_id", id)));

    /// <summary>The next events, within a minute.</summary>
    public static async Task<List<BsonDocument>> TakeAsync(this IChangeStreamCursor<BsonDocument> stream, int count)
    {
        var (taken, waiting) = (new List<BsonDocument>(), Stopwatch.StartNew());
        while (taken.Count < count && waiting.Elapsed < TimeSpan.FromMinutes(1) && await stream.MoveNextAsync()) taken.AddRange(stream.Current);
        Assert.Equal(count, taken.Count);
        return taken;
    }

    public static async Task EmptyPageAsync(this IChangeStreamCursor<BsonDocument> stream)
    {
        await stream.MoveNextAsync();
        Assert.Empty(stream.Current);
    }
}

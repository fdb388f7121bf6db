using System.Runtime.ExceptionServices;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Events;

/// <summary>Reads a page of the events' change stream, by the one pipeline that every engine takes. Cosmos DB insists on these two stages and
/// this option, and gives neither the kind of change nor deletions (learn.microsoft.com, "Change streams in Azure Cosmos DB's API for MongoDB");
/// we need neither, for events are only ever inserted.</summary>
/// <param name="wait">How long the server may wait for something to tell, for each of the answers that may come with nothing.</param>
internal sealed class MongoChangeStream(MongoStore store, TimeSpan wait)
{
    private const int PageSize = 500, EmptyAnswers = 4, NotAReplicaSet = 40573;
    private static readonly PipelineDefinition<ChangeStreamDocument<BsonDocument>, BsonDocument> Pipeline = new BsonDocument[]
    {
        new("$match", new BsonDocument("operationType", new BsonDocument("$in", new BsonArray { "insert", "update", "replace" }))),
        new("$project", new BsonDocument { ["_id"] = 1, ["fullDocument"] = 1, ["ns"] = 1, ["documentKey"] = 1 }),
    };

    private volatile bool _ofCluster;

    /// <summary>What came after the position; null on a server that has no change streams: a standalone one, or a cluster of Azure DocumentDB
    /// that has several shards or where they are not enabled (learn.microsoft.com, "Change streams in Azure DocumentDB").</summary>
    public async Task<ChangePage?> ReadAsync(MongoFeedPosition from, CancellationToken cancellation)
    {
        try
        {
            return await ReadAsync(from, historyLost: false, cancellation);
        }
        catch (MongoCommandException e) when (e.Code == NotAReplicaSet || MongoErrors.IsUnsupported(e))
        {
            return null;
        }
        catch (MongoCommandException e) when (MongoErrors.IsHistoryLost(e))
        {
            return await ReadAsync(new MongoFeedPosition(null, null), historyLost: true, cancellation);
        }
    }

    private async Task<ChangePage> ReadAsync(MongoFeedPosition from, bool historyLost, CancellationToken cancellation)
    {
        using var cursor = await OpenAsync(from, cancellation);
        List<BsonDocument> changes = [];

        // Some engines answer early with nothing although something is there.
        for (var answers = 0; answers < EmptyAnswers && changes.Count == 0 && await cursor.MoveNextAsync(cancellation); answers++)
        {
            changes.AddRange(cursor.Current);
        }

        return new ChangePage([.. changes.Where(IsOfEvents).Select(change => change["fullDocument"] as BsonDocument).OfType<BsonDocument>().Select(CommitDocuments.TryReadVersion).OfType<StreamVersion>()], cursor.GetResumeToken() ?? from.Token, historyLost);
    }

    // Some versions of vCore refuse a collection's stream and have the cluster's only.
    private async Task<IChangeStreamCursor<BsonDocument>> OpenAsync(MongoFeedPosition from, CancellationToken cancellation)
    {
        if (_ofCluster)
        {
            return await store.Client.WatchAsync(Pipeline, OptionsOf(from), cancellation);
        }

        try
        {
            return await store.Events.WatchAsync(Pipeline, OptionsOf(from), cancellation);
        }
        catch (MongoCommandException e) when (IsRefusedAsSuch(e))
        {
            return await OpenOfClusterAsync(from, e, cancellation);
        }
    }

    private async Task<IChangeStreamCursor<BsonDocument>> OpenOfClusterAsync(
        MongoFeedPosition from, MongoCommandException refusal, CancellationToken cancellation)
    {
        try
        {
            var cursor = await store.Client.WatchAsync(Pipeline, OptionsOf(from), cancellation);
            _ofCluster = true;
            return cursor;
        }
        catch (MongoCommandException e) when (MongoErrors.IsUnsupported(e) && !MongoErrors.IsUnsupported(refusal))
        {
            // The cluster's stream is not supported either: report the collection's error.
            ExceptionDispatchInfo.Throw(refusal);
            throw;
        }
    }

    private static bool IsRefusedAsSuch(MongoCommandException e) =>
        e.Code != NotAReplicaSet && !MongoErrors.IsMissing(e) && !MongoErrors.IsHistoryLost(e) && !MongoErrors.IsPassing(e) && !MongoErrors.IsRefused(e);

    private ChangeStreamOptions OptionsOf(MongoFeedPosition from) => new()
    {
        FullDocument = ChangeStreamFullDocumentOption.UpdateLookup,
        BatchSize = PageSize,
        MaxAwaitTime = wait,
        ResumeAfter = from.Token,
        StartAtOperationTime = from.Time is { } start ? new BsonTimestamp((int)start.ToUnixTimeSeconds(), 1) : null,
    };

    private bool IsOfEvents(BsonDocument change) =>
        change["ns"]["db"] == store.DatabaseName && change["ns"]["coll"] == MongoCollections.Events;
}

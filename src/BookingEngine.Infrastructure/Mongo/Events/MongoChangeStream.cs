using System.Runtime.ExceptionServices;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Events;

/// <summary>Reads a page of the events' change stream, by a pipeline that every engine accepts. Cosmos DB requires these two stages and this
/// option. It reports neither the operation type nor deletions (learn.microsoft.com, "Change streams in Azure Cosmos DB's API for MongoDB").
/// This reader needs neither, because events are only inserted.</summary>
/// <param name="wait">How long the server may wait for changes before each empty answer.</param>
internal sealed class MongoChangeStream(MongoStore store, TimeSpan wait)
{
    private const int PageSize = 500, NotAReplicaSet = 40573;
    private static readonly PipelineDefinition<ChangeStreamDocument<BsonDocument>, BsonDocument> Pipeline = new BsonDocument[]
    {
        new("$match", new BsonDocument("operationType", new BsonDocument("$in", new BsonArray { "insert", "update", "replace" }))),
        new("$project", new BsonDocument { ["_id"] = 1, ["fullDocument"] = 1, ["ns"] = 1, ["documentKey"] = 1 }),
    };

    private volatile bool _usesClusterStream;

    /// <summary>Reads the changes after the position. Null on a server without change streams: a standalone one, or an Azure DocumentDB
    /// cluster with several shards or with change streams disabled (learn.microsoft.com, "Change streams in Azure DocumentDB").</summary>
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

        for (var answers = 0; answers < EmptyAnswers && changes.Count == 0 && await cursor.MoveNextAsync(cancellation); answers++)
        {
            changes.AddRange(cursor.Current);
        }

        var versions = changes.Where(IsOfEvents).Select(change => change["fullDocument"]).OfType<BsonDocument>()
            .Select(CommitDocuments.TryReadVersion).OfType<StreamVersion>();
        return new ChangePage([.. versions], cursor.GetResumeToken() ?? from.Token, historyLost);
    }

    // Some engines return empty answers although there are changes. Cosmos DB with request units does not, and each poll costs some: one poll, after the
    // answer that opens the stream.
    private int EmptyAnswers => MongoConnection.IsCosmosRu(store.Client) ? 2 : 4;

    // Some versions of vCore reject a collection's stream and support only the cluster's.
    private async Task<IChangeStreamCursor<BsonDocument>> OpenAsync(MongoFeedPosition from, CancellationToken cancellation)
    {
        if (_usesClusterStream)
        {
            return await store.Client.WatchAsync(Pipeline, OptionsOf(from), cancellation);
        }

        try
        {
            return await store.Events.WatchAsync(Pipeline, OptionsOf(from), cancellation);
        }
        catch (MongoCommandException e) when (IsCollectionStreamRefused(e))
        {
            return await OpenClusterStreamAsync(from, e, cancellation);
        }
    }

    private async Task<IChangeStreamCursor<BsonDocument>> OpenClusterStreamAsync(
        MongoFeedPosition from, MongoCommandException refusal, CancellationToken cancellation)
    {
        try
        {
            var cursor = await store.Client.WatchAsync(Pipeline, OptionsOf(from), cancellation);
            _usesClusterStream = true;
            return cursor;
        }
        catch (MongoCommandException e) when (MongoErrors.IsUnsupported(e) && !MongoErrors.IsUnsupported(refusal))
        {
            // The cluster's stream is not supported either: report the collection's error.
            ExceptionDispatchInfo.Throw(refusal);
            throw;
        }
    }

    private static bool IsCollectionStreamRefused(MongoCommandException e) =>
        e.Code != NotAReplicaSet && !MongoErrors.IsMissingCollection(e) && !MongoErrors.IsHistoryLost(e) && !MongoErrors.IsTransient(e) && !MongoErrors.IsAccessDenied(e);

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

using System.Text.Json;
using BookingEngine.Bookings;
using BookingEngine.Infrastructure.Mongo.Documents;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Database;

/// <summary>Adds list keys to the bookings of a database of version 1; version 2 lists by them. It may be stopped and run again. A
/// second run continues; a new process starts over and skips finished documents.</summary>
internal sealed class ListKeyFill(IMongoDatabase database)
{
    private const int BatchSize = 500;
    private static readonly string Prefix = ReadModelDocuments.ById(BookingsProjection.ModelName, "")["_id"].AsString;
    private static readonly BsonDocument ById = new("_id", 1);
    private string _last = Prefix;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var documents = database.GetCollection<BsonDocument>(MongoCollections.ReadModels);
        while (await PageAsync(documents, cancellation) is { Count: > 0 } page)
        {
            if (page.Select(FillOf).OfType<WriteModel<BsonDocument>>().ToList() is { Count: > 0 } fills)
            {
                await documents.BulkWriteAsync(fills, new BulkWriteOptions { IsOrdered = false }, cancellation);
            }

            _last = page[^1]["_id"].AsString;
        }
    }

    private Task<List<BsonDocument>> PageAsync(IMongoCollection<BsonDocument> documents, CancellationToken cancellation) => documents
        .Find(
            new BsonDocument("_id", new BsonDocument { ["$gt"] = _last, ["$lt"] = $"{Prefix}\U0010FFFF" }),
            new FindOptions { BatchSize = BatchSize })
        .Sort(ById).Limit(BatchSize).ToListAsync(cancellation);

    // A document written meanwhile already has its keys. A damaged document needs a rebuild.
    private static UpdateOneModel<BsonDocument>? FillOf(BsonDocument document)
    {
        try
        {
            return ReadModelDocuments.Read(document) is not { Keys: null, Body: not null } found ? null : new(
                new BsonDocument { ["_id"] = document["_id"], ["version"] = document["version"] },
                new BsonDocument("$set", ReadModelDocuments.Write(BookingLists.KeysOf(BookingsProjection.Read(found)))));
        }
        catch (Exception e) when (e is DamagedDocumentException or JsonException)
        {
            return null;
        }
    }
}

using System.Text.Json;
using BookingEngine.Bookings;
using BookingEngine.Infrastructure.Mongo.Documents;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Database;

/// <summary>Gives the bookings of a database of version 1 the keys that they are listed by since version 2. May stop anywhere and be run
/// again: it goes on where it was, or in another process from the beginning, past what is done.</summary>
internal sealed class ListKeyFill(IMongoDatabase database)
{
    private const int BatchSize = 500;
    private static readonly string Prefix = ReadModelDocuments.ById(BookingsProjection.ModelName, "")["_id"].AsString;
    private static readonly BsonDocument InOrder = new("_id", 1);
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
        .Sort(InOrder).Limit(BatchSize).ToListAsync(cancellation);

    // A document that was written meanwhile has its keys already. One that was changed by hand is left to a rebuild.
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

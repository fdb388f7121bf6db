using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Driver;

/// <summary>Conditional writes of single documents. False may also mean that an earlier try of the same write succeeded and its answer was
/// lost. Callers must handle that: they read the document again, or a later run repairs it.</summary>
internal static class MongoWrites
{
    /// <summary>False if a document with this <c>_id</c> already exists.</summary>
    public static async Task<bool> TryInsertAsync(this IMongoCollection<BsonDocument> collection, BsonDocument document)
    {
        try
        {
            await collection.InsertOneAsync(document);
            return true;
        }
        catch (MongoWriteException e) when (MongoErrors.IsDuplicateKey(e))
        {
            return false;
        }
    }

    /// <summary>Inserts the documents whose <c>_id</c> does not exist.</summary>
    public static async Task<bool> AddAsync(this IMongoCollection<BsonDocument> collection, IReadOnlyList<BsonDocument> documents)
    {
        try
        {
            await collection.InsertManyAsync(documents, new InsertManyOptions { IsOrdered = false });
        }
        catch (MongoBulkWriteException<BsonDocument> e) when (e.WriteErrors.Count > 0 && e.WriteErrors.All(error => error.Category is ServerErrorCategory.DuplicateKey))
        {
            // They exist already.
        }

        return true;
    }

    /// <summary>Raises a document's <c>version</c> to the given one. Never lowers it. Creates the document if it is missing. The filter has more
    /// than the id: of two concurrent upserts by id only, Azure DocumentDB loses one (github.com/documentdb/documentdb/issues/295).</summary>
    public static async Task AdvanceAsync(this IMongoCollection<BsonDocument> collection, string id, BsonValue version)
    {
        var behind = new BsonDocument { ["_id"] = id, ["version"] = new BsonDocument("$lt", version) };
        var advanced = new BsonDocument("$set", new BsonDocument("version", version));
        try
        {
            await collection.UpdateOneAsync(behind, advanced, new UpdateOptions { IsUpsert = true });
        }
        catch (MongoWriteException e) when (MongoErrors.IsDuplicateKey(e))
        {
            await collection.UpdateOneAsync(behind, advanced); // the document exists: it is up to date, or was inserted meanwhile with a lower version
        }
    }

    /// <summary>False if no document matches the guard.</summary>
    public static async Task<bool> TryUpdateAsync(this IMongoCollection<BsonDocument> collection, BsonDocument guard, BsonDocument fields) =>
        (await collection.UpdateOneAsync(guard, new BsonDocument("$set", fields))).MatchedCount == 1;
}

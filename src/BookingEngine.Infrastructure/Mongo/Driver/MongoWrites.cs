using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Driver;

/// <summary>Guarded writes of single documents. A no may also come from an earlier try of the same write whose answer was lost: who asks
/// has to bear that, and everyone does, by looking again or by leaving it to the next round.</summary>
internal static class MongoWrites
{
    /// <summary>False if a document with this <c>_id</c> is there already.</summary>
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

    /// <summary>Brings a document's <c>version</c> to this one, unless it is further; makes the document where there is none. Not by an upsert of
    /// the id alone: of two of those at once Azure DocumentDB loses one (github.com/documentdb/documentdb/issues/295).</summary>
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
            await collection.UpdateOneAsync(behind, advanced); // one is there: as far or further, or come in between and behind
        }
    }

    /// <summary>False if no document meets the guard.</summary>
    public static async Task<bool> TryUpdateAsync(this IMongoCollection<BsonDocument> collection, BsonDocument guard, BsonDocument fields) =>
        (await collection.UpdateOneAsync(guard, new BsonDocument("$set", fields))).MatchedCount == 1;
}

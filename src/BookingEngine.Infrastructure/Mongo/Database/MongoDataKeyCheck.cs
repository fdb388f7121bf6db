using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Database;

/// <summary>The check value of the data key. It is in the schema document, which every start reads anyway.</summary>
internal sealed class MongoDataKeyCheck(IMongoCollection<BsonDocument> schema, DataKeys dataKeys)
{
    public const string Field = "data_key_check";

    /// <summary>Call it before anything is written.</summary>
    /// <exception cref="UnusableStoreException">The keys are wrapped with another data key.</exception>
    public void EnsureOpens(BsonDocument? found) => dataKeys.EnsureOpens(Of(found));

    /// <summary>Saves the check value if there is none.</summary>
    /// <exception cref="UnusableStoreException">Another process has saved one of another data key meanwhile.</exception>
    public async Task EnsureSavedAsync(BsonDocument? found, CancellationToken cancellation)
    {
        if (dataKeys.CheckValue is not { } check || Of(found) is not null)
        {
            return;
        }

        var unsaved = new BsonDocument { ["_id"] = MongoSchema.Id, [Field] = new BsonDocument("$exists", false) };
        if (!await schema.TryUpdateAsync(unsaved, new BsonDocument(Field, check)))
        {
            EnsureOpens(await schema.Find(new BsonDocument("_id", MongoSchema.Id)).FirstOrDefaultAsync(cancellation));
        }
    }

    private static byte[]? Of(BsonDocument? found) => found is not null && found.TryGetValue(Field, out var check)
        ? MongoFields.Read(MongoCollections.Schema, found, _ => check.AsByteArray)
        : null;
}

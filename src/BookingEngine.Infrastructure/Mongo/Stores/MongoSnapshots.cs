using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Stores;

public sealed class MongoSnapshots(MongoStore store) : ISnapshots
{
    private static readonly ReplaceOptions Upserted = new() { IsUpsert = true };

    public async Task<Snapshot?> FindAsync(StreamName stream, CancellationToken cancellation) =>
        await store.RunAsync(MongoCollections.Snapshots, c => c.Find(new BsonDocument("_id", stream.Value)).FirstOrDefaultAsync(cancellation), cancellation)
            is { } found
            ? TryRead(stream, found)
            : null;

    // If a newer snapshot exists, the filter does not match and the upsert hits the existing key.
    public Task SaveAsync(Snapshot snapshot) => store.RunAsync(MongoCollections.Snapshots, async c =>
    {
        var notNewer = new BsonDocument { ["_id"] = snapshot.Stream.Value, ["version"] = new BsonDocument("$lte", snapshot.Version) };
        try
        {
            await c.ReplaceOneAsync(notNewer, Write(snapshot), Upserted);
        }
        catch (MongoWriteException e) when (MongoErrors.IsDuplicateKey(e))
        {
            return await c.Find(notNewer).AnyAsync() ? throw new NotYetVisibleException() : false; // an older one was inserted meanwhile: retry
        }

        return true;
    });

    private static BsonDocument Write(Snapshot snapshot) => new()
    {
        ["_id"] = snapshot.Stream.Value,
        ["version"] = snapshot.Version,
        ["shape"] = snapshot.Shape,
        ["json"] = snapshot.Json,
    };

    private static Snapshot? TryRead(StreamName stream, BsonDocument document)
    {
        try
        {
            return MongoFields.Read(MongoCollections.Snapshots, document, d => new Snapshot(stream, d.WholeNumber("version"), d["shape"].AsString, d["json"].AsString));
        }
        catch (DamagedDocumentException)
        {
            return null;
        }
    }
}

using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Pipeline;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Stores;

public sealed class MongoCheckpoints(MongoStore store) : ICheckpoints
{
    public async Task<string?> FindAsync(string name, CancellationToken cancellation) =>
        await store.RunAsync(MongoCollections.Checkpoints, c => c.Find(new BsonDocument("_id", name)).FirstOrDefaultAsync(cancellation), cancellation)
            is { } found
            ? MongoFields.Read(MongoCollections.Checkpoints, found, d => d["value"].AsString)
            : null;

    public Task<bool> TryReplaceAsync(string name, string? expected, string next) => store.RunAsync(MongoCollections.Checkpoints, c => expected is null
        ? c.TryInsertAsync(new BsonDocument { ["_id"] = name, ["value"] = next })
        : c.TryUpdateAsync(new BsonDocument { ["_id"] = name, ["value"] = expected }, new BsonDocument("value", next)));
}

using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Pipeline;
using MongoDB.Bson;
using NodaTime;

namespace BookingEngine.Infrastructure.Mongo.Stores;

public sealed class MongoLeases(MongoStore store) : ILeases
{
    public Task<bool> TryTakeAsync(string name, string owner, Instant now, Duration length)
    {
        var free = new BsonArray { new BsonDocument("owner", owner), new BsonDocument("expires_at", new BsonDocument("$lte", now.Text())) };
        var guard = new BsonDocument { ["_id"] = name, ["$or"] = free };
        var taken = new BsonDocument { ["owner"] = owner, ["expires_at"] = (now + length).Text() };
        return store.RunAsync(MongoCollections.Leases, async c =>
            await c.TryUpdateAsync(guard, taken)
            || await c.TryInsertAsync(new BsonDocument("_id", name).Merge(taken))
            || await c.TryUpdateAsync(guard, taken)); // inserted meanwhile: by another owner, or by an earlier try whose answer was lost
    }

    public Task ReleaseAsync(string name, string owner) => store.RunAsync(
        MongoCollections.Leases, c => c.DeleteOneAsync(new BsonDocument { ["_id"] = name, ["owner"] = owner }));
}

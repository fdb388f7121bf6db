using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.RateLimiting;
using MongoDB.Bson;
using MongoDB.Driver;
using NodaTime;

namespace BookingEngine.Infrastructure.Mongo.Stores;

/// <summary>Rate counters in MongoDB. A count takes one command, or three if a window starts again. A retry after a lost answer counts
/// twice, so a client may lose one request of its quota but never gains one.</summary>
public sealed class MongoRateCounters(MongoStore store) : IRateCounters
{
    private static readonly FindOneAndUpdateOptions<BsonDocument> Upserted = new() { IsUpsert = true, ReturnDocument = ReturnDocument.After };
    private static readonly FindOneAndReplaceOptions<BsonDocument> Replaced = new() { ReturnDocument = ReturnDocument.After };

    public Task<RateCount> CountAsync(CounterKey key, Instant now, Duration window) => CountAsync(key.ToString(), now, window);

    private Task<RateCount> CountAsync(string key, Instant now, Duration window) => store.RunAsync(MongoCollections.RateCounters, async c =>
        await IncrementAsync(c, key, now, window)
        ?? await RestartAsync(c, key, now, window)
        ?? await IncrementAsync(c, key, now, window) // another process has restarted the window meanwhile
        ?? throw new NotYetVisibleException());

    public Task ClearAsync(CounterKey key) => store.RunAsync(MongoCollections.RateCounters, c => c.DeleteOneAsync(new BsonDocument("_id", key.ToString())));

    public Task<int> PurgeAsync(Instant endedBefore) => store.RunAsync(MongoCollections.RateCounters, async c =>
        (int)(await c.DeleteManyAsync(new BsonDocument("ends_at", new BsonDocument("$lte", endedBefore.Text())))).DeletedCount);

    // Null if the stored window has ended. Then the filter does not match, and the upsert hits the existing key.
    private static async Task<RateCount?> IncrementAsync(IMongoCollection<BsonDocument> counters, string key, Instant now, Duration window)
    {
        var running = new BsonDocument { ["_id"] = key, ["ends_at"] = new BsonDocument("$gt", now.Text()) };
        var increment = new BsonDocument
        {
            ["$inc"] = new BsonDocument("count", 1L),
            ["$setOnInsert"] = new BsonDocument("ends_at", (now + window).Text()),
        };
        try
        {
            return Read(await counters.FindOneAndUpdateAsync<BsonDocument>(running, increment, Upserted));
        }
        catch (MongoException e) when (MongoErrors.IsDuplicateKey(e))
        {
            return null;
        }
    }

    private static async Task<RateCount?> RestartAsync(IMongoCollection<BsonDocument> counters, string key, Instant now, Duration window)
    {
        var ended = new BsonDocument { ["_id"] = key, ["ends_at"] = new BsonDocument("$lte", now.Text()) };
        var first = new BsonDocument { ["_id"] = key, ["count"] = 1L, ["ends_at"] = (now + window).Text() };
        return await counters.FindOneAndReplaceAsync<BsonDocument>(ended, first, Replaced) is { } restarted ? Read(restarted) : null;
    }

    private static RateCount Read(BsonDocument counter) => MongoFields.Read(
        MongoCollections.RateCounters, counter, d => new RateCount(d.WholeNumber("count"), d.Instant("ends_at")));
}

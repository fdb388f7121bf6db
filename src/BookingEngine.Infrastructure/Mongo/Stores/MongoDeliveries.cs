using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Notifications;
using MongoDB.Bson;
using MongoDB.Driver;
using NodaTime;

namespace BookingEngine.Infrastructure.Mongo.Stores;

public sealed class MongoDeliveries(MongoStore store) : IDeliveries
{
    private const string Deliveries = MongoCollections.Deliveries;
    private static readonly BsonDocument LongestDueFirst = new() { ["state"] = 1, ["next_at"] = 1 };

    public Task AddAsync(Delivery delivery) => store.RunAsync(Deliveries, c => c.TryInsertAsync(new BsonDocument
    {
        ["_id"] = delivery.Id,
        ["stream"] = delivery.Stream.Value,
        ["version"] = delivery.Version,
        ["created_at"] = delivery.CreatedAt.Text(),
    }.Merge(ProgressOf(delivery))));

    public async Task<Delivery?> FindAsync(string id, CancellationToken cancellation) =>
        await store.RunAsync(Deliveries, c => c.Find(new BsonDocument("_id", id)).FirstOrDefaultAsync(cancellation), cancellation) is { } found
            ? Read(found)
            : null;

    // If the answer to this write is lost, the retry returns false and nobody starts the attempt. The delivery is due again after its timeout.
    public Task<bool> TryReplaceAsync(Delivery delivery, int expectedAttempts, DeliveryState expected = DeliveryState.Pending) => store.RunAsync(Deliveries, c => c.TryUpdateAsync(
        new BsonDocument { ["_id"] = delivery.Id, ["state"] = expected.ToString(), ["attempts"] = expectedAttempts }, ProgressOf(delivery)));

    // One after the other: the retry of an update of many would be one on Cosmos DB, too. There are few.
    public Task DropAsync(StreamName stream) => store.RunAsync(Deliveries, async c =>
    {
        var ofStream = new BsonDocument("_id", new BsonDocument { ["$gt"] = $"{stream}/", ["$lt"] = $"{stream}0" });
        foreach (var found in await c.Find(ofStream).ToListAsync())
        {
            await c.TryUpdateAsync(
                new BsonDocument { ["_id"] = found["_id"], ["state"] = nameof(DeliveryState.Pending) },
                new BsonDocument("state", nameof(DeliveryState.Dropped)));
        }

        return true;
    });

    public Task<IReadOnlyList<Delivery>> ListDueAsync(Instant dueBefore, int limit, CancellationToken cancellation) =>
        store.RunAsync<IReadOnlyList<Delivery>>(
            Deliveries,
            async c =>
            [
                .. (await c.Find(new BsonDocument { ["state"] = nameof(DeliveryState.Pending), ["next_at"] = new BsonDocument("$lt", dueBefore.Text()) })
                    .Sort(LongestDueFirst).Limit(limit).ToListAsync(cancellation)).Select(Read),
            ],
            cancellation);

    private static BsonDocument ProgressOf(Delivery delivery) => new()
    {
        ["state"] = delivery.State.ToString(),
        ["attempts"] = delivery.Attempts,
        ["next_at"] = delivery.NextAt.Text(),
    };

    private static Delivery Read(BsonDocument document) => MongoFields.Read(Deliveries, document, d => new Delivery(
        StreamName.Parse(d["stream"].AsString), d.WholeNumber("version"), Enum.Parse<DeliveryState>(d["state"].AsString), (int)d.WholeNumber("attempts"),
        d.Instant("created_at"), d.Instant("next_at"))
    {
        Key = DeliveryKey.Of(d["_id"].AsString), // the id has the key
    });
}

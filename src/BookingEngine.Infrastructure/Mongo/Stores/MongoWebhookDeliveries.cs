using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Webhooks.Deliveries;
using MongoDB.Bson;
using MongoDB.Driver;
using NodaTime;

namespace BookingEngine.Infrastructure.Mongo.Stores;

public sealed class MongoWebhookDeliveries(MongoStore store) : IWebhookDeliveries
{
    private const string Deliveries = MongoCollections.WebhookDeliveries;

    private static readonly BsonDocument
        LongestDueFirst = new() { ["endpoint"] = 1, ["state"] = 1, ["next_at"] = 1 },
        NewestFirst = new() { ["endpoint"] = -1, ["log_key"] = -1 },
        OldestFirst = new() { ["created_at"] = 1 };

    public Task AddAsync(WebhookDelivery delivery) => store.RunAsync(Deliveries, c => c.TryInsertAsync(DocumentOf(delivery)));

    public async Task<WebhookDelivery?> FindAsync(string endpoint, string id, CancellationToken cancellation) =>
        await store.RunAsync(
            Deliveries, c => c.Find(new BsonDocument("_id", IdOf(endpoint, id))).FirstOrDefaultAsync(cancellation), cancellation) is { } found
            ? Read(found)
            : null;

    public Task<bool> TryReplaceAsync(WebhookDelivery delivery) => store.RunAsync(Deliveries, c => c.TryUpdateAsync(
        new BsonDocument { ["_id"] = IdOf(delivery.EndpointId, delivery.Id), ["revision"] = delivery.Revision - 1 }, ProgressOf(delivery)));

    public Task<IReadOnlyList<WebhookDelivery>> ListDueAsync(string endpoint, Instant dueAt, int limit, CancellationToken cancellation)
    {
        var filter = PendingOf(endpoint);
        if (dueAt < Instant.MaxValue)
        {
            filter["next_at"] = new BsonDocument("$lte", dueAt.Text());
        }

        return FindAsync(filter, LongestDueFirst, limit, cancellation);
    }

    public Task<IReadOnlyList<WebhookDelivery>> ListPendingAsync(string endpoint, string subject, CancellationToken cancellation) =>
        FindAsync(new BsonDocument { ["endpoint"] = endpoint, ["subject"] = subject, ["state"] = Pending }, order: null, limit: null, cancellation);

    public Task<IReadOnlyList<WebhookDelivery>> ListAsync(
        string endpoint, WebhookDeliveryFilter filter, WebhookLogPlace? after, int limit, CancellationToken cancellation)
    {
        var range = new BsonDocument("$gte", filter.Since?.Text() ?? "");
        if (after is { } last)
        {
            range["$lt"] = LogKeyOf(last.CreatedAt, last.Id);
        }

        var query = new BsonDocument { ["endpoint"] = endpoint, ["log_key"] = range };
        if (filter.State is { } state)
        {
            query["state"] = state.ToString();
        }

        if (filter.Type is { } type)
        {
            query["type"] = type;
        }

        return FindAsync(query, NewestFirst, limit, cancellation);
    }

    // One after the other: the retry of a deletion of many would be one on Cosmos DB, too.
    public Task<int> PurgeAsync(Instant createdBefore, int limit) => store.RunAsync(Deliveries, async c =>
    {
        var old = await c.Find(new BsonDocument("created_at", new BsonDocument("$lt", createdBefore.Text()))).Sort(OldestFirst).Limit(limit).ToListAsync();
        foreach (var found in old)
        {
            await c.DeleteOneAsync(new BsonDocument("_id", found["_id"]));
        }

        return old.Count;
    });

    /// <summary>The stored form of a delivery.</summary>
    internal static BsonDocument DocumentOf(WebhookDelivery delivery) => new BsonDocument
    {
        ["_id"] = IdOf(delivery.EndpointId, delivery.Id),
        ["endpoint"] = delivery.EndpointId,
        ["id"] = delivery.Id,
        ["stream"] = delivery.Stream.Value,
        ["version"] = delivery.Version,
        ["ordinal"] = delivery.Ordinal,
        ["type"] = delivery.Type,
        ["subject"] = delivery.Subject,
        ["sequence"] = delivery.Sequence,
        ["created_at"] = delivery.CreatedAt.Text(),
        ["log_key"] = LogKeyOf(delivery.CreatedAt, delivery.Id),
    }.Merge(ProgressOf(delivery));

    private static string Pending => nameof(WebhookDeliveryState.Pending);

    private static BsonDocument PendingOf(string endpoint) => new() { ["endpoint"] = endpoint, ["state"] = Pending };

    private static string IdOf(string endpoint, string id) => $"{endpoint}/{id}";

    private static string LogKeyOf(Instant createdAt, string id) => $"{createdAt.Text()}/{id}";

    private Task<IReadOnlyList<WebhookDelivery>> FindAsync(BsonDocument filter, BsonDocument? order, int? limit, CancellationToken cancellation) =>
        store.RunAsync<IReadOnlyList<WebhookDelivery>>(
            Deliveries, async c => [.. (await c.Find(filter).Sort(order ?? []).Limit(limit).ToListAsync(cancellation)).Select(Read)], cancellation);

    private static BsonDocument ProgressOf(WebhookDelivery delivery) => new()
    {
        ["state"] = delivery.State.ToString(),
        ["revision"] = delivery.Revision,
        ["next_at"] = delivery.NextAt.Text(),
        ["progress"] = StoredWebhookProgress.Write(delivery),
    };

    private static WebhookDelivery Read(BsonDocument document) => MongoFields.Read(Deliveries, document, d => StoredWebhookProgress.Read(
        d["progress"].AsString,
        new WebhookDelivery(
            d["endpoint"].AsString, d["id"].AsString, StreamName.Parse(d["stream"].AsString), d.WholeNumber("version"), (int)d.WholeNumber("ordinal"),
            d["type"].AsString, d["subject"].AsString, d.WholeNumber("sequence"), d.Instant("created_at"))
        {
            State = Enum.Parse<WebhookDeliveryState>(d["state"].AsString),
            Revision = (int)d.WholeNumber("revision"),
            NextAt = d.Instant("next_at"),
        }));
}

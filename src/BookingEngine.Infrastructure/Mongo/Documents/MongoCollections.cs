using BookingEngine.ReadModels;

namespace BookingEngine.Infrastructure.Mongo.Documents;

/// <summary>A collection and its indexes, without the one on <c>_id</c>. None of them is unique. Unique values are in the <c>_id</c>, which
/// is unique in every engine.</summary>
public sealed record MongoCollection(string Name, params IReadOnlyList<MongoIndex> Indexes);

/// <summary>An ascending index over fields in this order. Queries sort only in the order of an index: Cosmos DB supports no other sort.</summary>
public sealed record MongoIndex(params IReadOnlyList<string> Fields)
{
    /// <summary>The default name that a server gives to such an index. So an index created by hand or by a template counts as the same.</summary>
    public string Name => string.Join('_', Fields.Select(name => $"{name}_1"));

    internal static MongoIndex Of(ListIndex index) => new(["model", .. index.Fields, "sort_key"]);
}

/// <summary>Every collection of a deployment. A test compares the Bicep templates with this list.</summary>
public static class MongoCollections
{
    public const string Events = "events", ReadModels = "read_models", Positions = "read_model_positions", Snapshots = "snapshots",
        Checkpoints = "checkpoints", Leases = "leases", AddressClaims = "address_claims", Sessions = "sessions", PersonKeys = "person_keys",
        RateCounters = "rate_counters", Deliveries = "deliveries", WebhookDeliveries = "webhook_deliveries", IdempotencyRecords = "idempotency_records",
        ExternalCalendars = "external_calendars", Schema = "schema";

    public static IReadOnlyList<MongoCollection> All { get; } =
    [
        new(Events, new MongoIndex("recorded_at")),
        new(ReadModels, [.. ListIndex.All.Select(MongoIndex.Of), new MongoIndex("model", "stream")]),
        new(Positions),
        new(Snapshots),
        new(Checkpoints),
        new(Leases),
        new(AddressClaims),
        new(Sessions, new MongoIndex("user_id", "started_at"), new MongoIndex("expires_at")),
        new(PersonKeys),
        new(RateCounters, new MongoIndex("ends_at")),
        new(Deliveries, new MongoIndex("state", "next_at")),
        new(WebhookDeliveries, new MongoIndex("endpoint", "state", "next_at"), new MongoIndex("endpoint", "subject", "state"),
            new MongoIndex("endpoint", "log_key"), new MongoIndex("created_at")),
        new(IdempotencyRecords, new MongoIndex("begun_at")),
        new(ExternalCalendars, new MongoIndex("resource"), new MongoIndex("added_by"), new MongoIndex("due_at"), new MongoIndex("failing_since")),
        new(Schema),
    ];
}

using BookingEngine.ReadModels;

namespace BookingEngine.Infrastructure.Mongo.Documents;

/// <summary>A collection and its indexes beside the one on <c>_id</c>. None is unique: what must be unique is an <c>_id</c>, which every
/// engine keeps so.</summary>
public sealed record MongoCollection(string Name, params IReadOnlyList<MongoIndex> Indexes);

/// <summary>An index over fields in this order, ascending. Sorts are only ever done in an index' own order, for Cosmos DB does no others.</summary>
public sealed record MongoIndex(params IReadOnlyList<string> Fields)
{
    /// <summary>The name that a server gives such an index by itself, so that one made by hand or by a template is found to be the same.</summary>
    public string Name => string.Join('_', Fields.Select(name => $"{name}_1"));

    internal static MongoIndex Of(ListIndex index) => new(["model", .. index.Fields, "sort_key"]);
}

/// <summary>Every collection of a deployment. What Bicep makes on Azure is held against this list by a test.</summary>
public static class MongoCollections
{
    public const string Events = "events", ReadModels = "read_models", Positions = "read_model_positions", Snapshots = "snapshots",
        Checkpoints = "checkpoints", Leases = "leases", AddressClaims = "address_claims", Sessions = "sessions", PersonKeys = "person_keys",
        RateCounters = "rate_counters", Deliveries = "deliveries", IdempotencyRecords = "idempotency_records", Schema = "schema";

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
        new(IdempotencyRecords, new MongoIndex("begun_at")),
        new(Schema),
    ];
}

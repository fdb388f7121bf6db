using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Queues;

namespace BookingEngine.Tests.Infra;

/// <summary>Queues and collections on Azure equal those of the code.</summary>
public sealed class StoreShapeTests
{
    private const string Collections = "Microsoft.DocumentDB/databaseAccounts/mongodbDatabases/collections";

    [Theory, MemberData(nameof(EvaluatedTenant.Names), MemberType = typeof(EvaluatedTenant))]
    public void Every_queue_and_its_poison_queue_exist(string tenant) => Assert.Equal(
        [.. QueueNames.All, .. QueueNames.All.Select(q => $"{q}-poison")],
        EvaluatedTenant.Named(tenant).NamesOf("Microsoft.Storage/storageAccounts/queueServices/queues"));

    [Fact]
    public void Every_collection_exists() =>
        Assert.Equal(MongoCollections.All.Select(c => c.Name), EvaluatedTenant.Example.NamesOf(Collections));

    // Cosmos DB creates no reliable index by itself, so the one on _id is declared too.
    [Fact]
    public void Each_collection_has_its_indexes_with_fields_in_order() => Assert.All(MongoCollections.All, collection =>
    {
        var resource = EvaluatedTenant.Example.All(Collections).Single(c => ((string)c["name"]!).EndsWith($"/{collection.Name}", StringComparison.Ordinal));
        var indexes = resource["properties"]!["resource"]!["indexes"]!.AsArray();
        Assert.Equal(
            ["_id", .. collection.Indexes.Select(i => string.Join(' ', i.Fields))],
            indexes.Select(i => string.Join(' ', i!["key"]!["keys"]!.AsArray())));
        Assert.All(indexes, i => Assert.Null(i!["options"]));
    });

    // An unsharded collection keeps _id unique and lists its streams in order.
    [Fact]
    public void No_collection_is_sharded() =>
        Assert.All(EvaluatedTenant.Example.All(Collections), c => Assert.Null(c["properties"]!["resource"]!["shardKey"]));
}

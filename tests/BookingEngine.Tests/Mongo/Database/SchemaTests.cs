using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.Ports;
using BookingEngine.Tests.MongoStandIn;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.Mongo.Database;

/// <summary>The first connection to a database: which databases are refused, and what a start changes.</summary>
public sealed class SchemaTests : IAsyncLifetime
{
    private readonly CommandLog _log = new();
    private readonly MongoDeployment _deployment = new(MongoEngine.ReplicaSet);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _deployment.DisposeAsync();

    [Fact]
    public async Task A_new_database_gets_indexes_and_later_starts_read_one_document()
    {
        await _deployment.Store.PrepareAsync(CancellationToken.None);
        foreach (var collection in MongoCollections.All)
        {
            var indexes = await (await _deployment.Raw.GetCollection<BsonDocument>(collection.Name).Indexes.ListAsync()).ToListAsync();
            Assert.Equal(collection.Indexes.Select(i => i.Name).Order(), indexes.Select(i => i["name"].AsString).Where(n => n != "_id_").Order());
        }

        await _deployment.Open(_log.Listen).PrepareAsync(CancellationToken.None);
        Assert.Equal(["find schema"], _log.Read().Trips);
    }

    [Fact]
    public async Task Concurrent_starts_on_a_new_database_all_succeed()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _deployment.Open().PrepareAsync(CancellationToken.None)));
        Assert.Single(await Collection(MongoCollections.Schema).Find(new BsonDocument()).ToListAsync());
    }

    [Fact]
    public async Task Many_concurrent_first_requests_prepare_the_database_once()
    {
        var checkpoints = new MongoCheckpoints(_deployment.Open(_log.Listen));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => checkpoints.FindAsync("relay", CancellationToken.None)));
        var trips = _log.Read().Trips;
        Assert.Equal((1, 1, 20), (trips.Count(t => t == "find schema"), trips.Count(t => t == "createIndexes events"), trips.Count(t => t == "find checkpoints")));
    }

    [Fact]
    public async Task A_failed_preparation_is_retried_by_the_next_request()
    {
        var (failing, clock) = (true, new RetryClock { FailsFast = true });
        _deployment.StandIn!.Faults = new Faults(asked => failing && asked.Collection == MongoCollections.Schema ? Fault.Error(50) : Fault.None);
        var store = MongoDeployment.Open(_deployment.Settings.Database, _deployment.Store.Client, clock);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.PrepareAsync(CancellationToken.None));
        (failing, clock.FailsFast) = (false, false);
        await store.PrepareAsync(CancellationToken.None);
        Assert.Single(await Collection(MongoCollections.Schema).Find(new BsonDocument()).ToListAsync());
    }

    [Fact]
    public async Task A_database_of_the_predecessor_is_refused_because_of_its_events()
    {
        await Collection("events").InsertOneAsync(new BsonDocument { ["type"] = "BookingCreated", ["data"] = new BsonDocument(), ["timestamp"] = DateTime.UnixEpoch });
        await AssertRefusedAsync("MONGODB_DB must name an empty database or one of this version. This one contains other data.");
    }

    [Fact]
    public async Task A_database_of_the_predecessor_is_refused_because_of_its_users()
    {
        await Collection("users").InsertOneAsync(new BsonDocument { ["email"] = "ada@example.com", ["hashed_password"] = "$2b$12$" });
        await AssertRefusedAsync("MONGODB_DB must name an empty database or one of this version. This one contains other data.");
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await Collection(MongoCollections.Schema).InsertOneAsync(new BsonDocument { ["_id"] = "schema", ["version"] = MongoSchema.Version + 1 });
        await AssertRefusedAsync("MONGODB_DB must name a database of this version. A newer version created this one.");
    }

    [Theory]
    [InlineData("{ _id: 'schema' }")]
    [InlineData("{ _id: 'schema', version: null }")]
    [InlineData("{ _id: 'schema', version: 'two' }")]
    public async Task A_database_without_a_version_is_refused_and_not_called_newer(string schema)
    {
        await Collection(MongoCollections.Schema).InsertOneAsync(BsonDocument.Parse(schema));
        await AssertRefusedAsync("MONGODB_DB must name a database of this version. This one does not have its version.");
    }

    [Fact]
    public async Task A_database_of_an_older_version_gets_the_missing_indexes()
    {
        await Collection(MongoCollections.Schema).InsertOneAsync(new BsonDocument { ["_id"] = "schema", ["version"] = MongoSchema.Version - 1 });
        await _deployment.Store.PrepareAsync(CancellationToken.None);
        Assert.Equal(MongoSchema.Version, (await Collection(MongoCollections.Schema).Find(new BsonDocument()).SingleAsync())["version"].AsInt32);
        var indexes = await (await Collection(MongoCollections.Sessions).Indexes.ListAsync()).ToListAsync();
        Assert.Contains("expires_at_1", indexes.Select(i => i["name"].AsString));
    }

    [Fact]
    public async Task Wrong_credentials_are_not_retried()
    {
        await using var server = new StandInServer(Behaviour.ReplicaSet with { RequiresCredentials = true });
        server.Start();
        var settings = MongoConnection.SettingsOf(server.Uri);
        settings.Credential = MongoCredential.CreateCredential("admin", "someone", "wrong");
        using var client = new MongoClient(settings);
        var e = await Assert.ThrowsAsync<UnusableStoreException>(() => MongoDeployment.Open("booking", client).PrepareAsync(CancellationToken.None));
        Assert.Equal("MONGODB_URI must contain a valid user and password, with permission to read and write the database.", e.Message);
    }

    [Fact]
    public async Task A_server_too_old_for_the_driver_is_refused_in_one_line()
    {
        await using var server = new StandInServer(Behaviour.CosmosRu with { MaxWireVersion = 8 });
        server.Start();
        using var client = new MongoClient(MongoConnection.SettingsOf(server.Uri));
        var e = await Assert.ThrowsAsync<UnusableStoreException>(() => MongoDeployment.Open("booking", client).PrepareAsync(CancellationToken.None));
        Assert.Equal("MONGODB_URI must name a MongoDB 4.4 or later, or a Cosmos DB of server version 5.0 or later. This server is older.", e.Message);
    }

    [Fact]
    public async Task The_first_read_creates_the_collection_it_needs()
    {
        await using var deployment = new MongoDeployment(MongoEngine.CosmosRu);
        Assert.Null(await new MongoCheckpoints(deployment.Store).FindAsync("relay", CancellationToken.None));
        Assert.Contains(MongoCollections.Checkpoints, await (await deployment.Raw.ListCollectionNamesAsync()).ToListAsync());
    }

    private IMongoCollection<BsonDocument> Collection(string name) => _deployment.Raw.GetCollection<BsonDocument>(name);

    private async Task AssertRefusedAsync(string begins)
    {
        var e = await Assert.ThrowsAsync<UnusableStoreException>(() => _deployment.Store.PrepareAsync(CancellationToken.None));
        Assert.StartsWith(begins, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_deployment.Settings.Database, e.Message, StringComparison.Ordinal);
    }
}

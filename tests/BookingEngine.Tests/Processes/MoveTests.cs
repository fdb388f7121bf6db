using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.Pipeline;
using BookingEngine.Privacy;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Mongo;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.Processes;

/// <summary>The built program moves a deployment from its data folder to MongoDB and serves it from there.</summary>
public sealed class MoveTests(FilledFolder filled) : IClassFixture<FilledFolder>, IAsyncLifetime
{
    private readonly MongoDeployment _target = new(MongoEngine.ReplicaSet);
    private readonly ProgramFixture _fixture = new();

    private (string, string)[] Mongo => [("MONGODB_URI", _target.Settings.Uri), ("MONGODB_DB", _target.Settings.Database)];

    public Task InitializeAsync()
    {
        filled.CopyTo(_fixture.Data);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _fixture.Dispose();
        await _target.DisposeAsync();
    }

    [Fact]
    public async Task A_moved_deployment_has_its_users_bookings_and_sessions()
    {
        var (code, output, errors) = await MoveAsync();
        Assert.Equal((0, ""), (code, string.Join('\n', errors)));
        Assert.Single(output, line => line.StartsWith("moved: 2 streams, 4 events, 4 documents in ", StringComparison.Ordinal));

        var moved = await _fixture.ServeAsync([.. Mongo, .. Secrets(), ("PUBLIC_URL", RunningApi.Issuer), ("RATE_LIMITS", "off")]);
        Assert.Equal(FilledFolder.Slots, (await moved.SendAsync(Call.Get("/bookings") with { Token = filled.Token })).SlotsOf());
        Assert.Equal(409, (await moved.SendAsync(Call.Post($"/bookings?slot={FilledFolder.Slots[0]}") with { Token = filled.Token })).Status);
        Assert.Equal("Ada", (await moved.SendAsync(Call.Get("/users/me") with { Token = filled.Token })).Member("full_name"));
        Assert.Equal(200, (await moved.SendAsync(Call.PostForm("/auth/token", ("username", "ada@example.com"), ("password", People.Password)))).Status);

        var (checkCode, check, _) = await _fixture.RunAsync([.. Mongo, .. Secrets()], "check");
        Assert.Equal(0, checkCode);
        Assert.EndsWith(", 0 documents differ", check[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_handler_starts_move_and_other_checkpoints_do_not()
    {
        using (var store = new SqliteStore(_fixture.Data, _fixture.SavedDataKeys))
        {
            await new SqliteCheckpoints(store).TryReplaceAsync("start of reminders", null, "2030-01-01T12:00:00Z");
            Assert.NotNull(await new SqliteCheckpoints(store).FindAsync("relay", CancellationToken.None));
        }

        Assert.Equal(0, (await MoveAsync()).Code);

        var moved = await _target.Raw.GetCollection<BsonDocument>(MongoCollections.Checkpoints).Find(new BsonDocument()).ToListAsync();
        Assert.All(moved, d => Assert.StartsWith(HandlerStarts.Prefix, d["_id"].AsString, StringComparison.Ordinal));
        Assert.Contains(new BsonDocument { ["_id"] = "start of reminders", ["value"] = "2030-01-01T12:00:00Z" }, moved);
    }

    [Fact]
    public async Task A_repeated_move_changes_nothing()
    {
        Assert.Equal(0, (await MoveAsync()).Code);
        var before = await AllAsync();
        Assert.Equal(0, (await MoveAsync()).Code);
        Assert.Equal(before, await AllAsync());
    }

    [Fact]
    public async Task An_interrupted_move_is_completed_by_the_next()
    {
        Assert.Equal(0, (await MoveAsync()).Code);
        var whole = await AllAsync();
        await _target.Raw.GetCollection<BsonDocument>(MongoCollections.Events).DeleteOneAsync(new BsonDocument("_id", "calendar-default+000000000003"));
        await _target.Raw.GetCollection<BsonDocument>(MongoCollections.ReadModels).DeleteManyAsync(new BsonDocument("model", "bookings"));
        Assert.Equal(0, (await MoveAsync()).Code);
        Assert.Equal(whole, await AllAsync());
    }

    [Fact]
    public async Task A_database_of_another_deployment_is_refused_and_not_changed()
    {
        const string DataKey = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
        Assert.Equal(0, (await MoveAsync(("DATA_KEY", DataKey))).Code);
        Directory.Delete(_fixture.Data, recursive: true);
        await FilledFolder.FillAsync(_fixture);
        var before = await AllAsync();
        var (code, _, errors) = await MoveAsync(("DATA_KEY", DataKey));
        Assert.Equal(1, code);
        Assert.StartsWith("MONGODB_DB must name a new database, or the one of a move that was stopped. This one has documents in person_keys", Assert.Single(errors), StringComparison.Ordinal);
        Assert.Equal(before.Where(d => !d.Contains("person_keys", StringComparison.Ordinal)), (await AllAsync()).Where(d => !d.Contains("person_keys", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_move_wraps_the_keys_with_the_data_key_of_the_new_deployment()
    {
        const string DataKey = "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";
        Assert.Equal(0, (await MoveAsync(("DATA_KEY", DataKey))).Code);
        Assert.Equal(0, (await MoveAsync(("DATA_KEY", DataKey))).Code);

        var ours = new DataKey(Convert.FromHexString(DataKey));
        var keys = await _target.Raw.GetCollection<BsonDocument>(MongoCollections.PersonKeys).Find(new BsonDocument()).ToListAsync();
        Assert.Contains(keys, key => key["_id"] == "lookup");
        Assert.All(keys, key => Assert.True(ours.Wrapped(key["key"].AsByteArray)));
        var moved = await _fixture.ServeAsync([.. Mongo, .. Secrets(), ("DATA_KEY", DataKey), ("PUBLIC_URL", RunningApi.Issuer), ("RATE_LIMITS", "off")]);
        Assert.Equal("Ada", (await moved.SendAsync(Call.Get("/users/me") with { Token = filled.Token })).Member("full_name"));

        var (code, _, errors) = await MoveAsync();
        Assert.Equal(1, code);
        Assert.StartsWith("DATA_KEY must be the one that the persons' keys in this store are wrapped with.", Assert.Single(errors), StringComparison.Ordinal);
    }

    private Task<(int Code, string[] Output, string[] Errors)> MoveAsync(params (string, string)[] variables) =>
        _fixture.RunAsync([("DATA_DIR", _fixture.Data), .. Mongo, .. variables], "move-to-mongodb");

    private (string, string)[] Secrets() =>
        [("API_KEY", RunningApi.Key), .. File.ReadLines(_fixture.SecretsFile).Select(line => line.Split('=', 2)).Select(pair => (pair[0], pair[1]))];

    private async Task<List<string>> AllAsync()
    {
        List<string> all = [];
        foreach (var collection in MongoCollections.All)
        {
            var documents = await _target.Raw.GetCollection<BsonDocument>(collection.Name).Find(new BsonDocument()).ToListAsync();
            all.AddRange(documents.Select(d => $"{collection.Name} {d}").Order(StringComparer.Ordinal));
        }

        return all;
    }
}

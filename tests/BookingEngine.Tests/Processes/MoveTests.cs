using System.Text.Json.Nodes;
using BookingEngine.Infrastructure.Mongo;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Mongo;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.Processes;

/// <summary>The built program moves a deployment from its data folder to MongoDB, and serves it from there.</summary>
[Collection(Processes.Name)]
public sealed class MoveTests : IAsyncLifetime
{
    private static readonly string[] Slots = ["2035-05-12T14:30:00Z", "2035-05-12T15:00:00Z", "2035-05-12T15:30:00Z"];
    private readonly MongoDeployment _target = new(MongoEngine.ReplicaSet);
    private readonly ProgramRoom _room = new();

    private (string, string)[] Mongo => [("MONGODB_URI", _target.Settings.Uri), ("MONGODB_DB", _target.Settings.Database)];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _room.Dispose();
        await _target.DisposeAsync();
    }

    [Fact]
    public async Task A_deployment_that_moved_has_its_users_its_bookings_and_its_sessions()
    {
        var token = await FillDataFolderAsync();
        var (code, output, errors) = await MoveAsync();
        Assert.Equal((0, ""), (code, string.Join('\n', errors)));
        Assert.Single(output, line => line.StartsWith("moved: 2 streams, 4 events, 4 documents in ", StringComparison.Ordinal));

        var moved = await _room.ServeAsync([.. Mongo, .. Secrets(), ("PUBLIC_URL", RunningApi.Issuer), ("RATE_LIMITS", "off")]);
        Assert.Equal(Slots, (await moved.SendAsync(Call.Get("/bookings") with { Token = token })).SlotsOf());
        Assert.Equal(409, (await moved.SendAsync(Call.Post($"/bookings?slot={Slots[0]}") with { Token = token })).Status);
        Assert.Equal("Ada", (await moved.SendAsync(Call.Get("/users/me") with { Token = token })).Member("full_name"));
        Assert.Equal(200, (await moved.SendAsync(Call.PostForm("/auth/token", ("username", "ada@example.com"), ("password", People.Password)))).Status);

        var (checkCode, check, _) = await _room.RunAsync([.. Mongo, .. Secrets()], "check");
        Assert.Equal(0, checkCode);
        Assert.EndsWith(", 0 documents differ", check[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_may_be_run_again_and_changes_nothing()
    {
        await FillDataFolderAsync();
        Assert.Equal(0, (await MoveAsync()).Code);
        var before = await AllAsync();
        Assert.Equal(0, (await MoveAsync()).Code);
        Assert.Equal(before, await AllAsync());
    }

    [Fact]
    public async Task A_move_that_stopped_half_way_is_made_whole_by_the_next()
    {
        await FillDataFolderAsync();
        Assert.Equal(0, (await MoveAsync()).Code);
        var whole = await AllAsync();
        await _target.Raw.GetCollection<BsonDocument>(MongoCollections.Events).DeleteOneAsync(new BsonDocument("_id", "calendar-default+000000000003"));
        await _target.Raw.GetCollection<BsonDocument>(MongoCollections.ReadModels).DeleteManyAsync(new BsonDocument("model", "bookings"));
        Assert.Equal(0, (await MoveAsync()).Code);
        Assert.Equal(whole, await AllAsync());
    }

    [Fact]
    public async Task A_database_of_another_deployment_is_refused_and_left_alone()
    {
        await FillDataFolderAsync();
        Assert.Equal(0, (await MoveAsync()).Code);
        Directory.Delete(_room.Data, recursive: true);
        await FillDataFolderAsync();
        var before = await AllAsync();
        var (code, _, errors) = await MoveAsync();
        Assert.Equal(1, code);
        Assert.StartsWith("MONGODB_DB must name a new database, or the one of a move that stopped: in person_keys", Assert.Single(errors), StringComparison.Ordinal);
        Assert.Equal(before.Where(d => !d.Contains("person_keys", StringComparison.Ordinal)), (await AllAsync()).Where(d => !d.Contains("person_keys", StringComparison.Ordinal)));
    }

    private Task<(int Code, string[] Output, string[] Errors)> MoveAsync() => _room.RunAsync([("DATA_DIR", _room.Data), .. Mongo], "move-to-mongodb");

    /// <summary>A user with a few bookings; the token is good until it expires, wherever the deployment is.</summary>
    private async Task<string> FillDataFolderAsync()
    {
        var program = await _room.ServeAsync(("DATA_DIR", _room.Data), ("API_KEY", RunningApi.Key), ("PUBLIC_URL", RunningApi.Issuer), ("RATE_LIMITS", "off"));
        var registration = new JsonObject { ["email"] = "ada@example.com", ["password"] = People.Password, ["full_name"] = "Ada" };
        Assert.Equal(201, (await program.SendAsync(Call.PostJson("/auth/register", registration.ToJsonString()))).Status);
        var token = (await program.SendAsync(Call.PostForm("/auth/token", ("username", "ada@example.com"), ("password", People.Password)))).Member("access_token");
        foreach (var slot in Slots)
        {
            Assert.Equal(201, (await program.SendAsync(Call.Post($"/bookings?slot={slot}") with { Token = token })).Status);
        }

        await program.KillAsync();
        return token;
    }

    private (string, string)[] Secrets() =>
        [("API_KEY", RunningApi.Key), .. File.ReadLines(_room.SecretsFile).Select(line => line.Split('=', 2)).Select(pair => (pair[0], pair[1]))];

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

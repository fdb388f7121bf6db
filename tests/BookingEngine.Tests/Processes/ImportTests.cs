using BookingEngine.Tests.Http;
using BookingEngine.Tests.Mongo;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.Processes;

/// <summary>The built program imports the data of the predecessor.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private const string Earlier = "earlier";
    private readonly MongoDeployment _target = new(MongoEngine.ReplicaSet);
    private readonly ProgramFixture _fixture = new();

    private (string, string)[] Settings =>
    [
        ("MONGODB_URI", _target.Settings.Uri), ("MONGODB_DB", _target.Settings.Database), ("API_KEY", RunningApi.Key),
        ("JWT_SECRET_KEY", RunningApi.JwtSecret), ("RATE_LIMITS", "off"),
    ];

    public async Task InitializeAsync()
    {
        await Collection("users").InsertManyAsync(
        [
            User("ada@example.com", "correct horse", "Ada Lovelace"), User("bob@example.com", "battery staple", null),
            new BsonDocument { ["_id"] = "no-hash", ["email"] = "eve@example.com" }, User("no address", "whatever else", "Nobody"),
        ]);
        await Collection("events").InsertManyAsync(
        [
            Booking("1", "ada@example.com", "2035-05-12T14:30:00"), Booking("2", "bob@example.com", "2035-05-12T14:45:00"),
            Booking("3", "bob@example.com", "2019-05-12T14:45:00"), Booking("4", "nobody", "2035-05-13T14:30:00"),
            Booking("5", "ada@example.com", "next Tuesday"), Booking("6", "bob@example.com", "2035-05-12T15:10:00"),
            new BsonDocument { ["_id"] = "7", ["type"] = "PaymentReceived", ["data"] = new BsonDocument(), ["timestamp"] = DateTime.UnixEpoch },
        ]);
    }

    public async Task DisposeAsync()
    {
        _fixture.Dispose();
        await _target.DisposeAsync();
    }

    [Fact]
    public async Task Users_and_bookings_are_imported_and_skipped_ones_reported()
    {
        var (code, output, errors) = await ImportAsync();
        Assert.Equal(1, code);
        Assert.Empty(errors);
        Assert.Equal(
            [
                "skipped: events 2: another booking has its slot", "skipped: events 4: its user was not imported",
                "skipped: events 5: it has no readable slot", "skipped: events 7: its event type PaymentReceived is unknown",
                "skipped: users no address: its email is not a valid mail address", "skipped: users no-hash: it has no password hash",
            ],
            output.Where(line => line.StartsWith("skipped: ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.StartsWith("import: 2 users, 3 bookings, 6 skipped in ", output[^1], StringComparison.Ordinal);

        var program = await _fixture.ServeAsync(Settings);
        var token = await SignInAsync(program, "ada@example.com", "correct horse");
        Assert.Equal(["2035-05-12T14:30:00Z"], (await program.SendAsync(Call.Get("/bookings") with { Token = token })).SlotsOf());
        Assert.Equal("Ada Lovelace", (await program.SendAsync(Call.Get("/users/me") with { Token = token })).Member("full_name"));
        var bob = await SignInAsync(program, "bob@example.com", "battery staple");
        Assert.Equal(["2019-05-12T14:45:00Z", "2035-05-12T15:10:00Z"], (await program.SendAsync(Call.Get("/bookings") with { Token = bob })).SlotsOf());
    }

    [Fact]
    public async Task An_imported_password_is_rehashed_at_the_first_sign_in()
    {
        await ImportAsync();
        var program = await _fixture.ServeAsync(Settings);
        Assert.Equal(401, (await program.SendAsync(Call.PostForm("/auth/token", ("username", "ada@example.com"), ("password", "wrong")))).Status);
        await SignInAsync(program, "ada@example.com", "correct horse");
        await SignInAsync(program, "ada@example.com", "correct horse");
        Assert.Equal(1, (await TypesAsync()).Count(t => t == "password-rehashed.v1"));
    }

    [Fact]
    public async Task A_repeated_import_adds_nothing_twice()
    {
        await ImportAsync();
        var types = await TypesAsync();
        Assert.Equal(5, types.Count);
        var (_, output, _) = await ImportAsync();
        Assert.StartsWith("import: 2 users, 3 bookings, 6 skipped in ", output[^1], StringComparison.Ordinal);
        Assert.Equal(types, await TypesAsync());
    }

    [Fact]
    public async Task The_predecessors_database_is_refused_as_the_new_one()
    {
        var (code, _, errors) = await _fixture.RunAsync([.. Settings, ("MONGODB_DB", Earlier)], "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, code);
        Assert.StartsWith("MONGODB_DB must name an empty database or one of this version. This one contains other data.", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import")]
    [InlineData("import", "--from", "")]
    public async Task An_import_without_a_source_is_refused(params string[] arguments)
    {
        var (code, _, errors) = await _fixture.RunAsync(Settings, arguments);
        Assert.Equal(1, code);
        Assert.StartsWith("import needs MONGODB_URI, MONGODB_DB with the new database, and --from", Assert.Single(errors), StringComparison.Ordinal);
    }

    private Task<(int Code, string[] Output, string[] Errors)> ImportAsync() => _fixture.RunAsync(Settings, "import", "--from", Earlier);

    private static async Task<string> SignInAsync(RunningProgram program, string email, string password)
    {
        var answer = await program.SendAsync(Call.PostForm("/auth/token", ("username", email), ("password", password)));
        Assert.Equal(200, answer.Status);
        return answer.Member("access_token");
    }

    private IMongoCollection<BsonDocument> Collection(string name) => _target.Store.Client.GetDatabase(Earlier).GetCollection<BsonDocument>(name);

    private async Task<List<string>> TypesAsync() =>
        [.. (await _target.Raw.GetCollection<BsonDocument>("events").Find(new BsonDocument()).ToListAsync()).SelectMany(d => d["events"].AsBsonArray.Select(e => e["type"].AsString))];

    // The predecessor's password hashes, at the lowest cost.
    private static BsonDocument User(string email, string password, string? name)
    {
        var user = new BsonDocument
        {
            ["_id"] = email,
            ["email"] = email,
            ["hashed_password"] = BCrypt.Net.BCrypt.HashPassword(password, 4),
            ["created_at"] = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        };
        return name is null ? user : user.Add("full_name", name);
    }

    private static BsonDocument Booking(string id, string user, string slot) => new()
    {
        ["_id"] = id,
        ["type"] = "BookingCreated",
        ["data"] = new BsonDocument { ["id"] = $"booking-{id}", ["user_id"] = user, ["slot"] = slot },
        ["timestamp"] = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };
}

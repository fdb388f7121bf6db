using BookingEngine.Functions.Pipeline;
using BookingEngine.Functions.Users.Accounts;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.MongoStandIn;

namespace BookingEngine.Tests.FunctionsHost;

/// <summary>The start of the built function app, as each of its instances makes it.</summary>
public sealed class FunctionAppStartTests : IAsyncLifetime
{
    private readonly StandInServer _server = new(Behaviour.CosmosRu);

    private (string, string)[] Mongo => [("MONGODB_URI", _server.Uri + "&serverSelectionTimeoutMS=500"), ("MONGODB_DB", "booking")];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_start_asks_no_database()
    {
        _server.Start();
        await using var app = await FunctionAppProcess.StartAsync(Mongo);

        Assert.Empty(_server.Commands);
        Assert.Equal(200, (await app.SendAsync(Call.Get("/health/live"))).Status);
    }

    [LinuxFact("elsewhere a process does not show what it has loaded")]
    public async Task The_first_answer_loads_no_library_that_it_does_not_need()
    {
        await using var app = await FunctionAppProcess.StartAsync(Mongo);
        Assert.Equal(200, (await app.SendAsync(Call.Get("/health/live"))).Status);

        // The start checks the connection strings of store and queues, and the key of tokens.
        Assert.Equal(
            """
            Azure.Storage.Common
            Azure.Storage.Queues
            BookingEngine
            BookingEngine.FunctionApp
            BookingEngine.Functions
            BookingEngine.Infrastructure
            DnsClient
            Microsoft.IdentityModel.JsonWebTokens
            Microsoft.IdentityModel.Logging
            Microsoft.IdentityModel.Tokens
            MongoDB.Bson
            MongoDB.Driver
            NodaTime
            NodaTime.Serialization.SystemTextJson
            """,
            string.Join('\n', app.LoadedAssemblies().Where(name => !IsOfTheWorker(name)).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task While_the_database_is_away_the_worker_starts_and_answers_503()
    {
        await using var app = await FunctionAppProcess.StartAsync(Mongo);

        Assert.Equal(200, (await app.SendAsync(Call.Get("/health/live"))).Status);
        Assert.Equal((503, "store_unavailable"), StatusOf(await app.SendAsync(Call.Get("/health/ready"))));
        Assert.Equal((503, "store_unavailable"), StatusOf(await RegisterAsync(app)));

        _server.Start();
        await Recovery.Mailbox.WaitAsync(async () => (await app.SendAsync(Call.Get("/health/ready"))).Status == 200);
        Assert.Equal(201, (await RegisterAsync(app)).Status);
    }

    [Fact]
    public async Task A_database_of_something_else_is_503_with_its_reason_in_the_log()
    {
        _server.Start();
        using (var client = new MongoDB.Driver.MongoClient(_server.Uri))
        {
            await client.GetDatabase("booking").GetCollection<MongoDB.Bson.BsonDocument>("users").InsertOneAsync(new MongoDB.Bson.BsonDocument("_id", 1));
        }

        await using var app = await FunctionAppProcess.StartAsync(Mongo);
        Assert.Equal((503, "store_unavailable"), StatusOf(await RegisterAsync(app)));
        await Recovery.Mailbox.WaitAsync(() => Task.FromResult(app.Output.Contains("MONGODB_DB must name an empty database", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_timers_minute_and_second_follow_from_the_tenants_name()
    {
        await using var app = await FunctionAppProcess.StartAsync([.. Mongo, ("WEBSITE_SITE_NAME", "func-example-l54rxk")]);

        var timer = await app.SendAsync(Call.Get("/admin/functions/SweepOnTimer") with { Headers = [("x-functions-key", FunctionAppProcess.AdminKey)] });
        Assert.Contains($"\"{TimerSchedule.Of("func-example-l54rxk")}\"", timer.Text, StringComparison.Ordinal);
    }

    private static bool IsOfTheWorker(string name) => name is "Azure.Core" or "System.ClientModel" or "System.Memory.Data" or "Google.Protobuf"
        || name.StartsWith("Grpc.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Azure.Functions.Worker", StringComparison.Ordinal);

    private static (int, string) StatusOf(Answer answer) => (answer.Status, answer.Member("code"));

    private static Task<Answer> RegisterAsync(FunctionAppProcess app) => app.SendAsync(
        RequestJson.Post("/auth/register", new RegisterUserRequest(RequestJson.Email(People.NewAddress()), People.Password, "Ada")));
}

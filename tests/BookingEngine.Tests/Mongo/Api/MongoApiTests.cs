using System.Text.Json.Nodes;
using BookingEngine.Tests.Availability;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Mongo.Api;

/// <summary>The flow of a client, from the first request to a changed password, as on the embedded store.</summary>
public sealed class MongoApiTests
{
    public static TheoryData<string> Engines => [.. MongoEngine.StandIns.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_customer_books_and_finds_the_booking_after_a_restart(string engine)
    {
        await using var api = await MongoApi.StartAsync(MongoEngine.Named(engine));
        var token = await api.NewTokenAsync("ada@example.com");
        Assert.Equal("Email already registered", (await RegisterAsync(api, "Ada@Example.com")).Member("detail"));

        var slots = new[] { "2035-05-12T15:00:00Z", "2035-05-12T14:30:00Z", "2035-05-12T16:00:00Z" };
        foreach (var slot in slots)
        {
            Assert.Equal(201, (await api.BookAsync(token, slot)).Status);
        }

        Assert.Equal((409, "slot_unavailable"), await StatusAndCodeAsync(api.BookAsync(token, slots[1])));
        Assert.Equal(slots.Order(), await ListAsync(api, token, ""));
        await api.RestartAsync();
        Assert.Equal(slots.Order(), await ListAsync(api, token, ""));
        Assert.Equal(slots.Order().Take(2), await ListAsync(api, token, "?limit=2"));
        Assert.Equal((409, "slot_unavailable"), await StatusAndCodeAsync(api.BookAsync(token, slots[1])));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_booked_slot_is_not_offered_and_an_offered_one_is_booked(string engine)
    {
        await using var api = await MongoApi.StartAsync(MongoEngine.Named(engine));
        var token = await api.NewTokenAsync("ada@example.com");
        string[] morning = ["2035-05-12T09:00:00Z", "2035-05-12T09:30:00Z", "2035-05-12T10:00:00Z"];
        Assert.Equal(morning, await OfferedAsync(api, token));
        Assert.Equal(201, (await api.BookAsync(token, morning[1])).Status);
        Assert.Equal([morning[0], morning[2]], await OfferedAsync(api, token));
        foreach (var start in await OfferedAsync(api, token))
        {
            Assert.Equal(201, (await api.BookAsync(token, start)).Status);
        }

        await api.RestartAsync();
        Assert.Empty(await OfferedAsync(api, token));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_profile_is_changed_and_a_password_recovered_by_mail(string engine)
    {
        await using var api = await MongoApi.StartAsync(MongoEngine.Named(engine));
        var token = await api.NewTokenAsync("ada@example.com");
        var renamed = await api.SendAsync(Call.PostJson("/users/me", """{"full_name":"Ada King"}""") with { Method = "PUT", Token = token });
        Assert.Equal((200, "Ada King"), (renamed.Status, renamed.Member("full_name")));
        Assert.Equal("Ada King", (await api.SendAsync(Call.Get("/users/me") with { Token = token })).Member("full_name"));

        Assert.Equal(200, (await api.SendAsync(Call.PostJson("/auth/recover-password", """{"email":"ada@example.com"}"""))).Status);
        var reset = new JsonObject { ["token"] = await api.TokenInMailAsync(), ["new_password"] = "another horse" };
        Assert.Equal("Password updated", (await api.SendAsync(Call.PostJson("/auth/reset-password", reset.ToJsonString()))).Member("msg"));
        Assert.Equal(401, (await api.SendAsync(Call.Get("/users/me") with { Token = token })).Status);
        Assert.Equal(200, (await api.SendAsync(Call.PostForm("/auth/token", ("username", "ada@example.com"), ("password", "another horse")))).Status);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_200_requests_for_one_slot_one_succeeds(string engine)
    {
        await using var api = await MongoApi.StartAsync(MongoEngine.Named(engine));
        var token = await api.NewTokenAsync("ada@example.com");
        var answers = await Race.RunAsync(200, inFlight: 25, _ => api.BookAsync(token, "2035-05-12T14:30:00Z"));
        Assert.Equal(1, answers.Count(a => a.Status == 201));
        Assert.Equal(199, answers.Count(a => a.Status == 409));
        Assert.Single(await ListAsync(api, token, ""));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task While_the_server_is_down_requests_get_503_without_data_loss(string engine)
    {
        await using var api = await MongoApi.StartAsync(MongoEngine.Named(engine));
        var token = await api.NewTokenAsync("ada@example.com");
        Assert.Equal(201, (await api.BookAsync(token, "2035-05-12T14:30:00Z")).Status);
        await api.Deployment.StandIn!.StopAsync();
        api.FailsFast = true;

        var away = await api.BookAsync(token, "2035-05-12T15:00:00Z");
        Assert.Equal((503, "store_unavailable", "5"), (away.Status, away.Member("code"), away.Header("Retry-After")));
        Assert.Equal(503, (await api.SendAsync(Call.Get("/health/ready"))).Status);

        api.Deployment.StandIn.Start();
        api.FailsFast = false;
        Assert.Equal(201, (await api.BookAsync(token, "2035-05-12T15:30:00Z")).Status);
        Assert.Equal(["2035-05-12T14:30:00Z", "2035-05-12T15:30:00Z"], await ListAsync(api, token, ""));
        await Recovery.Mailbox.WaitAsync(async () => (await api.SendAsync(Call.Get("/health/ready"))).Status == 200); // the last answer counts for a second
    }

    private static async Task<string[]> OfferedAsync(MongoApi api, string token) => (await api.SendAsync(
        Call.Get("/availability?from=2035-05-12T09:00:00Z&to=2035-05-12T10:30:00Z") with { Token = token })).Starts();

    private static Task<Answer> RegisterAsync(MongoApi api, string email) => api.SendAsync(Call.PostJson(
        "/auth/register", new JsonObject { ["email"] = email, ["password"] = People.Password, ["full_name"] = "Ada" }.ToJsonString()));

    private static async Task<string[]> ListAsync(MongoApi api, string token, string query) =>
        (await api.SendAsync(Call.Get($"/bookings{query}") with { Token = token })).SlotsOf();

    private static async Task<(int, string)> StatusAndCodeAsync(Task<Answer> asked) => await asked is var answer ? (answer.Status, answer.Member("code")) : default;
}

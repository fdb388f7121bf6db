using System.Text.Json.Nodes;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Mongo.Api;

/// <summary>Catalogue and roles on MongoDB. A writer's next read sees the write, with every server behaviour.</summary>
public sealed class MongoCatalogueTests
{
    public static TheoryData<string> Engines => [.. MongoEngine.StandIns.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_catalogue_change_is_readable_at_once_with_etag_and_history(string engine)
    {
        await using var api = await StartAsync(engine);
        var admin = await SignInAsync(api, RunningApi.AdminEmail, RunningApi.AdminPassword);
        var renamed = CatalogueCalls.Resource();
        renamed["name"] = "Chair 2";

        Assert.Equal(201, (await PostAsync(api, admin, "/locations", CatalogueCalls.Location("mitte"))).Status);
        Assert.Equal(201, (await PostAsync(api, admin, "/resources", CatalogueCalls.Resource("chair"))).Status);
        Assert.Equal(201, (await PostAsync(api, admin, "/services", CatalogueCalls.Service("cut"))).Status);
        Assert.Equal("\"2\"", (await PutAsync(api, admin, "/resources/chair", renamed, "\"1\"")).Header("ETag"));
        Assert.Equal("\"1\"", (await PutAsync(api, admin, "/resources/default", renamed, "\"0\"")).Header("ETag"));
        Assert.Equal((412, 409), (
            (await PutAsync(api, admin, "/resources/chair", renamed, "\"1\"")).Status, (await PostAsync(api, admin, "/resources", CatalogueCalls.Resource("chair"))).Status));

        var read = await GetAsync(api, admin, "/resources/chair");
        Assert.Equal(("Chair 2", "\"2\""), (read.Member("name"), read.Header("ETag")));
        Assert.Equal(["chair", "default"], (await GetAsync(api, admin, "/resources")).IdsOf("resources"));
        Assert.Equal(["default", "mitte"], (await GetAsync(api, admin, "/locations")).IdsOf("locations"));
        Assert.Equal(["cut", "default"], (await GetAsync(api, admin, "/services")).IdsOf("services"));
        Assert.Equal(
            ["created", "changed"], (await GetAsync(api, admin, "/resources/chair/history")).Json["entries"]!.AsArray().Select(e => (string)e!["change"]!));

        var check = await api.Services.GetRequiredService<Rebuild>().CheckAsync(new Progress<RebuildProgress>(), CancellationToken.None);
        Assert.Equal((0, 0), (check.Different, check.Unreadable));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_role_is_granted_and_revoked_and_a_booked_resource_stays(string engine)
    {
        await using var api = await StartAsync(engine);
        var admin = await SignInAsync(api, RunningApi.AdminEmail, RunningApi.AdminPassword);
        var customer = await api.NewTokenAsync("bob@example.com");
        var booked = await api.BookAsync(customer, People.NewSlot());
        var retired = CatalogueCalls.Resource();
        retired["active"] = false;

        var refused = await PutAsync(api, admin, "/resources/default", retired, "\"0\"");
        Assert.Equal((409, booked.Member("id")), (refused.Status, (string)refused.Json["bookings"]![0]!["id"]!));

        var promoted = await PutAsync(api, admin, $"/users/{booked.Member("user_id")}/role", new() { ["role"] = "admin" }, null);
        Assert.Equal((200, 401), (promoted.Status, (await GetAsync(api, customer, "/bookings")).Status));
        var second = await SignInAsync(api, "bob@example.com", People.Password);
        Assert.Equal(201, (await PostAsync(api, second, "/locations", CatalogueCalls.Location("mitte"))).Status);
    }

    private static Task<MongoApi> StartAsync(string engine) => MongoApi.StartAsync(MongoEngine.StandIns.Single(e => e.Name == engine));

    private static async Task<string> SignInAsync(MongoApi api, string email, string password) =>
        (await api.SendAsync(Call.PostForm("/auth/token", ("username", email), ("password", password)))).Member("access_token");

    private static Task<Answer> PostAsync(MongoApi api, string token, string path, JsonObject body) =>
        api.SendAsync(Call.PostJson(path, body.ToJsonString()) with { Token = token });

    private static Task<Answer> PutAsync(MongoApi api, string token, string path, JsonObject body, string? ifMatch) =>
        api.SendAsync(Call.PutJson(path, body.ToJsonString(), ifMatch) with { Token = token });

    private static Task<Answer> GetAsync(MongoApi api, string token, string path) => api.SendAsync(Call.Get(path) with { Token = token });
}

using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.CalendarFeeds;

/// <summary>A feed ends with its maker's right. Then it is as unknown as one that never was.</summary>
public sealed class FeedRightTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Theory]
    [InlineData("customer", new string[0])]
    [InlineData("staff", new[] { "default" })]
    public async Task A_feed_ends_with_the_role_or_the_link_to_the_resource(string role, string[] resources)
    {
        var (staff, chair, path) = await StaffFeedAsync();

        Assert.Equal(200, (await api.ChangeRoleAsync(await api.AdminAsync(), $"{staff.Id}", role, resources)).Status);

        await AssertUnknownAsync(path);
        Assert.Empty((await api.GetAsync(await api.AdminAsync(), $"/resources/{chair}/feeds")).Json["feeds"]!.AsArray());
    }

    [Fact]
    public async Task A_feed_ends_with_the_deactivation_of_its_maker()
    {
        var (staff, _, path) = await StaffFeedAsync();
        var ada = await api.NewPersonAsync();
        var own = await MakeAsync(ada, "/users/me/feeds");
        foreach (var person in new[] { staff, ada })
        {
            Assert.Equal(200, (await api.SendAsync(Call.Post($"/users/{person.Id}/deactivate") with { Token = (await api.AdminAsync()).Token })).Status);
        }

        await AssertUnknownAsync(path);
        await AssertUnknownAsync(own);
    }

    [Fact]
    public async Task A_feed_ends_with_the_erasure_of_its_maker()
    {
        var (staff, _, path) = await StaffFeedAsync();
        var ada = await api.NewPersonAsync();
        var own = await MakeAsync(ada, "/users/me/feeds");
        foreach (var person in new[] { staff, ada })
        {
            Assert.Equal(204, (await api.SendAsync(new Call("DELETE", $"/users/{person.Id}") { Token = (await api.AdminAsync()).Token })).Status);
        }

        await AssertUnknownAsync(path);
        await AssertUnknownAsync(own);
    }

    [Fact]
    public async Task A_feed_that_was_ended_is_unknown_and_ends_once()
    {
        var (staff, chair, path) = await StaffFeedAsync();
        var feeds = (await api.GetAsync(staff, $"/resources/{chair}/feeds")).Json["feeds"]!.AsArray();
        var id = (string)feeds[0]!["id"]!;
        var other = await MakeAsync(staff, $"/resources/{chair}/feeds");

        Assert.Equal(200, (await EndAsync(id, staff)).Status);

        await AssertUnknownAsync(path);
        Assert.Equal(200, (await ReadAsync(other)).Status);
        Assert.Equal(404, (await EndAsync(id, staff)).Status);
        Assert.Single((await api.GetAsync(staff, $"/resources/{chair}/feeds")).Json["feeds"]!.AsArray());
    }

    [Fact]
    public async Task Administrators_end_feeds_of_resources_and_not_those_of_persons()
    {
        var (staff, chair, path) = await StaffFeedAsync();
        var admin = await api.AdminAsync();
        await MakeAsync(staff, "/users/me/feeds");
        var resource = (string)(await api.GetAsync(admin, $"/resources/{chair}/feeds")).Json["feeds"]![0]!["id"]!;
        var own = (string)(await api.GetAsync(staff, "/users/me/feeds")).Json["feeds"]![0]!["id"]!;

        Assert.Equal((200, 404), ((await EndAsync(resource, admin)).Status, (await EndAsync(own, admin)).Status));

        await AssertUnknownAsync(path);
    }

    [Fact]
    public async Task Nobody_has_more_than_twenty_feeds()
    {
        var ada = await api.NewPersonAsync();
        for (var n = 0; n < 20; n++)
        {
            await MakeAsync(ada, "/users/me/feeds");
        }

        var refused = await api.PostAsync(ada, "/users/me/feeds", []);
        Assert.Equal((409, "too_many_feeds"), (refused.Status, refused.Member("code")));
        await EndAsync((string)(await api.GetAsync(ada, "/users/me/feeds")).Json["feeds"]![0]!["id"]!, ada);
        Assert.Equal(201, (await api.PostAsync(ada, "/users/me/feeds", [])).Status);
    }

    [Fact]
    public async Task An_export_has_the_feeds()
    {
        var ada = await api.NewPersonAsync();
        await MakeAsync(ada, "/users/me/feeds");
        var exported = Assert.Single((await api.GetAsync(ada, "/users/me/export")).Json["feeds"]!.AsArray());
        Assert.Equal((null, true), ((string?)exported!["resource_id"], (bool)exported["busy_only"]!));
    }

    [Theory]
    [InlineData("""{"busyonly":false}""")]
    [InlineData("""{"busy_only":"no"}""")]
    public async Task A_body_that_means_something_else_is_refused(string body) =>
        Assert.Equal(422, (await api.SendAsync(Call.PostJson("/users/me/feeds", body) with { Token = (await api.NewPersonAsync()).Token })).Status);

    private async Task<(Person Staff, string Chair, string Path)> StaffFeedAsync()
    {
        var chair = CatalogueCalls.NewId("chair");
        await api.PostAsync(await api.AdminAsync(), "/resources", CatalogueCalls.OpenRoundTheClock(chair));
        var staff = await api.NewPersonAsync("staff", chair);
        var path = await MakeAsync(staff, $"/resources/{chair}/feeds");
        Assert.Equal(200, (await ReadAsync(path)).Status);
        return (staff, chair, path);
    }

    private async Task<string> MakeAsync(Person maker, string route)
    {
        var made = await api.PostAsync(maker, route, []);
        Assert.Equal(201, made.Status);
        return new Uri(made.Member("url")).AbsolutePath;
    }

    private Task<Answer> ReadAsync(string path) => api.SendAsync(Call.Get(path) with { Key = null });

    private Task<Answer> EndAsync(string id, Person by) => api.SendAsync(new Call("DELETE", $"/feeds/{id}") { Token = by.Token });

    // The same answer as for a secret that never was.
    private async Task AssertUnknownAsync(string path)
    {
        var (gone, never) = (await ReadAsync(path), await ReadAsync("/feeds/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics"));
        Assert.Equal((404, Text(never)), (gone.Status, Text(gone)));
        Assert.Null(gone.Header("ETag"));

        static string Text(Answer answer) => string.Join(',', answer.Json.Where(m => m.Key != "correlation_id").Select(m => $"{m.Key}={m.Value}"));
    }
}

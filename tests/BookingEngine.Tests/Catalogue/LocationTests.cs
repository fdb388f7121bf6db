using System.Text.Json.Nodes;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Catalogue;

public sealed class LocationTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task The_default_location_exists_without_an_event()
    {
        var person = await api.NewPersonAsync();

        var answer = await api.GetAsync(person, "/locations/default");

        answer.AssertIs(200, new JsonObject { ["id"] = "default", ["name"] = "Default", ["time_zone"] = "UTC", ["address"] = null });
        Assert.Equal("\"0\"", answer.Header("ETag"));
    }

    [Fact]
    public async Task A_location_is_created_and_changed_with_a_new_etag_each_time()
    {
        var (admin, id) = (await api.AdminAsync(), CatalogueCalls.NewId());

        var created = await api.PostAsync(admin, "/locations", CatalogueCalls.Location(id));
        created.AssertIs(201, new JsonObject { ["id"] = id, ["name"] = "Salon Mitte", ["time_zone"] = "Europe/Berlin", ["address"] = "Torstr. 1" });
        Assert.Equal("\"1\"", created.Header("ETag"));

        var changed = await api.PutAsync(admin, $"/locations/{id}", new() { ["name"] = "Salon Kyiv", ["time_zone"] = "Europe/Kiev" }, "\"1\"");
        changed.AssertIs(200, new JsonObject { ["id"] = id, ["name"] = "Salon Kyiv", ["time_zone"] = "Europe/Kiev", ["address"] = null });
        Assert.Equal("\"2\"", changed.Header("ETag"));

        var read = await api.GetAsync(await api.NewPersonAsync(), $"/locations/{id}");
        Assert.Equal((changed.Text, "\"2\""), (read.Text, read.Header("ETag")));
    }

    [Fact]
    public async Task A_location_without_an_id_gets_a_short_id()
    {
        var admin = await api.AdminAsync();

        var created = await api.PostAsync(admin, "/locations", CatalogueCalls.Location());

        Assert.Matches("^[0-9a-f]{12}$", created.Member("id"));
        Assert.Equal(200, (await api.GetAsync(admin, $"/locations/{created.Member("id")}")).Status);
    }

    [Fact]
    public async Task An_id_that_is_taken_is_refused()
    {
        var (admin, id) = (await api.AdminAsync(), CatalogueCalls.NewId());
        await api.PostAsync(admin, "/locations", CatalogueCalls.Location(id));

        foreach (var taken in new[] { id, "default" })
        {
            (await api.PostAsync(admin, "/locations", CatalogueCalls.Location(taken))).AssertProblem(
                409, "already_exists", "An object with this id exists already. Choose another id, or change that object.");
        }

        Assert.Single(await api.EventsAsync($"location-{id}"));
        Assert.DoesNotContain("location-default", await api.StreamsAsync());
    }

    [Fact]
    public async Task A_change_needs_the_current_etag()
    {
        var (admin, id) = (await api.AdminAsync(), CatalogueCalls.NewId());
        await api.PostAsync(admin, "/locations", CatalogueCalls.Location(id));

        (await api.PutAsync(admin, $"/locations/{id}", CatalogueCalls.Location(), null)).AssertProblem(
            428, "precondition_required", "Read the object and send its ETag as If-Match. This protects the changes of others.");
        foreach (var stale in new[] { "\"0\"", "\"2\"", "W/\"1\"", "1", "\"\"", "\"-1\"", "\"01\"", "\"99999999999999\"", "\"x\", \"0\"", new string('1', 2_000) })
        {
            (await api.PutAsync(admin, $"/locations/{id}", CatalogueCalls.Location(), stale)).AssertProblem(
                412, "stale_version", "The object has changed since you read it. Read it again and send its new ETag as If-Match.");
        }

        Assert.Single(await api.EventsAsync($"location-{id}"));
        var named = CatalogueCalls.Location();
        foreach (var good in new[] { "\"1\"", "\"7\", \"2\"", "*" })
        {
            named["name"] = $"By {good}";
            Assert.Equal((good, 200), (good, (await api.PutAsync(admin, $"/locations/{id}", named, good)).Status));
        }
    }

    [Fact]
    public async Task Of_two_concurrent_changes_with_one_etag_one_succeeds()
    {
        var (admin, id) = (await api.AdminAsync(), CatalogueCalls.NewId());
        await api.PostAsync(admin, "/locations", CatalogueCalls.Location(id));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n =>
            api.PutAsync(admin, $"/locations/{id}", new() { ["name"] = $"Salon {n}", ["time_zone"] = "UTC" }, "\"1\"")));

        Assert.Equal((1, 19), (answers.Count(a => a.Status == 200), answers.Count(a => a.Status == 412)));
        Assert.Equal(2, (await api.EventsAsync($"location-{id}")).Length);
    }

    [Fact]
    public async Task Saving_an_unchanged_object_changes_nothing()
    {
        var (admin, id) = (await api.AdminAsync(), CatalogueCalls.NewId());
        await api.PostAsync(admin, "/locations", CatalogueCalls.Location(id));

        var again = await api.PutAsync(admin, $"/locations/{id}", CatalogueCalls.Location(id), "\"1\"");

        Assert.Equal((200, "\"1\""), (again.Status, again.Header("ETag")));
        Assert.Single(await api.EventsAsync($"location-{id}"));
    }

    [Theory]
    [InlineData("GMT+2")]
    [InlineData("UTC+02")]
    [InlineData("")]
    [InlineData("Mars/Base")]
    [InlineData("europe/berlin")]
    public async Task An_unknown_zone_is_refused(string zone)
    {
        var body = CatalogueCalls.Location();
        body["time_zone"] = zone;

        (await api.PostAsync(await api.AdminAsync(), "/locations", body)).AssertInvalidFields(
            ("time_zone", "must be an IANA time zone such as Europe/Berlin"));
    }

    [Fact]
    public async Task An_unknown_location_is_404()
    {
        var admin = await api.AdminAsync();
        foreach (var id in new[] { "nowhere", "..x", "a%20b", "%C3%BC", new string('a', 300) })
        {
            (await api.GetAsync(admin, $"/locations/{id}")).AssertProblem(404, "not_found", "There is no object with this id. Check the id.");
            (await api.GetAsync(admin, $"/locations/{id}/history")).AssertProblem(404, "not_found", "There is no object with this id. Check the id.");
            (await api.PutAsync(admin, $"/locations/{id}", CatalogueCalls.Location(), "*")).AssertProblem(404, "not_found", "There is no object with this id. Check the id.");
        }
    }

    [Fact]
    public async Task The_id_in_the_body_must_match_the_path()
    {
        (await api.PutAsync(await api.AdminAsync(), "/locations/default", CatalogueCalls.Location("other"), "\"0\"")).AssertInvalidFields(
            ("id", "must be the id in the path, or be omitted"));
        (await api.PostAsync(await api.AdminAsync(), "/locations", CatalogueCalls.Location("not a/id"))).AssertInvalidFields(
            ("id", "must have 1 to 60 letters, digits, -, _ or ., and begin with a letter or digit"));
    }
}

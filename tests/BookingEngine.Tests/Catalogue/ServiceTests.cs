using System.Text.Json.Nodes;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;

namespace BookingEngine.Tests.Catalogue;

public sealed class ServiceTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Minutes = "must be a whole number from 1 to 525600";

    [Fact]
    public async Task The_default_service_is_complete_and_exists_without_an_event()
    {
        (await api.GetAsync(await api.NewPersonAsync(), "/services/default")).AssertIs(200, new JsonObject
        {
            ["id"] = "default",
            ["name"] = "Default",
            ["description"] = null,
            ["duration"] = 30,
            ["durations"] = new JsonArray(),
            ["buffer_before"] = 0,
            ["buffer_after"] = 0,
            ["slot_interval"] = 30,
            ["minimum_notice"] = 0,
            ["minimum_notice_days"] = 0,
            ["horizon"] = null,
            ["valid_from"] = null,
            ["valid_to"] = null,
            ["capacity"] = 1,
            ["resource_ids"] = new JsonArray("default"),
            ["assignment"] = "first_available",
            ["cancellation_notice"] = null,
            ["reschedule_notice"] = null,
            ["approval"] = false,
            ["pending_blocks"] = true,
            ["limits"] = new JsonObject { ["active"] = null, ["per_day"] = null },
            ["price"] = null,
            ["questions"] = new JsonArray(),
            ["active"] = true,
            ["booking_limits"] = new JsonArray(),
            ["exclusive_per_customer"] = null,
            ["approval_on_reschedule"] = true,
            ["reminders"] = new JsonArray(),
        });
        Assert.DoesNotContain("service-default", await api.StreamsAsync());
    }

    [Fact]
    public async Task A_service_keeps_every_member_and_accepts_its_own_answer()
    {
        var (admin, id) = (await api.AdminAsync(), CatalogueCalls.NewId("service"));
        var full = CatalogueCalls.FullService(id);

        var created = await api.PostAsync(admin, "/services", full);

        created.AssertIs(201, CatalogueCalls.FullService(id));
        (await api.GetAsync(admin, $"/services/{id}")).AssertIs(200, CatalogueCalls.FullService(id));
        Assert.Equal("\"1\"", (await api.PutAsync(admin, $"/services/{id}", created.Json, "\"1\"")).Header("ETag"));
    }

    [Fact]
    public async Task An_omitted_field_has_its_default()
    {
        var answer = await api.PostAsync(await api.AdminAsync(), "/services", CatalogueCalls.Service(CatalogueCalls.NewId("service")));

        Assert.Equal((201, 45, 45, 1), (answer.Status, (int)answer.Json["duration"]!, (int)answer.Json["slot_interval"]!, (int)answer.Json["capacity"]!));
        Assert.Equal(("first_available", true, true), (answer.Member("assignment"), (bool)answer.Json["pending_blocks"]!, (bool)answer.Json["active"]!));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-30")]
    [InlineData("525601")]
    [InlineData("30.5")]
    [InlineData("\"30\"")]
    [InlineData("true")]
    [InlineData("1e400")]
    [InlineData("[30]")]
    public Task A_duration_is_in_whole_minutes_up_to_a_year(string duration) => AssertInvalidAsync("duration", duration, ("duration", Minutes));

    [Theory]
    [InlineData("slot_interval", "0", Minutes)]
    [InlineData("horizon", "0", Minutes)]
    [InlineData("buffer_before", "-1", "must be a whole number from 0 to 525600")]
    [InlineData("buffer_after", "525601", "must be a whole number from 0 to 525600")]
    [InlineData("minimum_notice", "1.5", "must be a whole number from 0 to 525600")]
    [InlineData("minimum_notice_days", "366", "must be a whole number from 0 to 365")]
    [InlineData("valid_from", "\"2031-02-29\"", "must be a date such as 2030-05-12")]
    [InlineData("valid_to", "\"2031-01-01T00:00:00Z\"", "must be a date such as 2030-05-12")]
    [InlineData("cancellation_notice", "-1", "must be a whole number from 0 to 525600")]
    [InlineData("capacity", "0", "must be a whole number from 1 to 10000")]
    [InlineData("assignment", "\"random\"", "must be first_available or round_robin or least_busy")]
    [InlineData("approval", "\"yes\"", "must be true or false")]
    [InlineData("active", "0", "must be true or false")]
    [InlineData("name", "\"\"", "must have 1 to 200 characters")]
    [InlineData("description", "7", "must be a text")]
    [InlineData("resource_ids", "[]", "must name at least one resource")]
    [InlineData("questions", "{}", "must be a list")]
    [InlineData("durations", "[30]", "must be an object", "durations[0]")]
    [InlineData("durations", "[{}]", "is required", "durations[0].minutes")]
    [InlineData("durations", "[{\"minutes\":0}]", Minutes, "durations[0].minutes")]
    [InlineData("durations", "[{\"minutes\":30},{\"minutes\":60},{\"minutes\":30}]", "must not be listed twice", "durations[2].minutes")]
    [InlineData("durations", "[{\"minutes\":30,\"price\":{\"amount\":1}}]", "is required", "durations[0].price.currency")]
    [InlineData("limits", "[]", "must be an object")]
    public Task An_invalid_field_is_named(string field, string value, string mustBe, string? path = null) =>
        AssertInvalidAsync(field, value, (path ?? field, mustBe));

    [Theory]
    [InlineData("2031-01-01")]
    [InlineData("2030-12-31")]
    public async Task Validity_that_ends_before_it_begins_is_refused(string to)
    {
        var body = CatalogueCalls.Service();
        (body["valid_from"], body["valid_to"]) = ("2031-01-01", to);
        (await api.PostAsync(await api.AdminAsync(), "/services", body)).AssertInvalidFields(("valid_to", "must come after valid_from"));
    }

    [Fact]
    public async Task A_nested_field_is_named_by_its_path()
    {
        await AssertInvalidAsync(
            "price", """{"amount":-1,"currency":"euro"}""", ("price.amount", "must be a number from 0 to 1000000000 with at most 4 decimals"),
            ("price.currency", "must be a currency of three capital letters such as EUR"));
        await AssertInvalidAsync("limits", """{"active":0}""", ("limits.active", "must be a whole number from 1 to 10000"));
        await AssertInvalidAsync("resource_ids", """["default","default",7]""", ("resource_ids[1]", "must not be listed twice"), ("resource_ids[2]", "must be a text"));
        await AssertInvalidAsync(
            "questions", """[{"id":"a","text":"A?","type":"choice","options":["x"]},{"id":"a","text":"B?","type":"text","options":["x"]},{"id":"c","type":"date"},null]""",
            ("questions[0].options", "must be at least two different answers"), ("questions[1].id", "must not be listed twice"),
            ("questions[1].options", "must be empty unless the type is choice"), ("questions[2].text", "is required"),
            ("questions[2].type", "must be text or choice or boolean or number"), ("questions[3]", "is required"));
    }

    [Fact]
    public async Task A_duplicate_member_is_refused_at_every_depth()
    {
        var admin = await api.AdminAsync();
        foreach (var body in new[]
        {
            """{"name":"A","name":"B","duration":30,"resource_ids":["default"]}""",
            """{"name":"A","duration":30,"resource_ids":["default"],"price":{"amount":1,"amount":2,"currency":"EUR"}}""",
            """{"name":"A","duration":30,"resource_ids":["default"],"questions":[{"id":"a","id":"b","text":"?","type":"text"}]}""",
        })
        {
            var answer = await api.SendAsync(Call.PostJson("/services", body) with { Token = admin.Token });
            Assert.Equal((400, "malformed_json"), (answer.Status, answer.Member("code")));
        }
    }

    [Fact]
    public async Task A_service_with_an_unknown_resource_is_refused()
    {
        var (admin, id) = (await api.AdminAsync(), CatalogueCalls.NewId("service"));
        var body = CatalogueCalls.Service(id);
        body["resource_ids"] = new JsonArray("default", "chair-x");

        (await api.PostAsync(admin, "/services", body)).AssertProblem(422, "unknown_resource", "There is no resource chair-x. Choose an existing one.");
        (await api.PutAsync(admin, "/services/default", new(body.Where(m => m.Key != "id").Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))), "\"0\""))
            .AssertProblem(422, "unknown_resource", "There is no resource chair-x. Choose an existing one.");

        Assert.DoesNotContain($"service-{id}", await api.StreamsAsync());
        Assert.DoesNotContain("service-default", await api.StreamsAsync());
    }

    [Fact]
    public async Task A_service_that_is_too_large_to_store_is_refused()
    {
        var body = CatalogueCalls.Service();
        body["questions"] = new JsonArray([.. Enumerable.Range(0, 50).Select(q => (JsonNode)new JsonObject
        {
            ["id"] = $"q{q}",
            ["text"] = "?",
            ["type"] = "choice",
            ["options"] = new JsonArray([.. Enumerable.Range(0, 100).Select(o => (JsonNode)$"{new string('x', 190)}{o}")]),
        })]);

        (await api.PostAsync(await api.AdminAsync(), "/services", body)).AssertProblem(
            422, "definition_too_large", "The object is too large. Shorten its texts or its lists.");
    }

    [Fact]
    public async Task Changing_a_service_leaves_existing_bookings_unchanged()
    {
        using var fresh = new RunningApi();
        await fresh.InitializeAsync();
        var (admin, person) = (await fresh.AdminAsync(), await fresh.NewPersonAsync());
        await fresh.BookAsync(person, "2031-03-01T10:00:00Z");
        var before = await fresh.ListAsync(person);

        var longer = CatalogueCalls.Service();
        longer["duration"] = 90;
        Assert.Equal(200, (await fresh.PutAsync(admin, "/services/default", longer, "\"0\"")).Status);

        Assert.Equal(before.Text, (await fresh.ListAsync(person)).Text);
        await fresh.DisposeAsync();
    }

    private async Task AssertInvalidAsync(string field, string value, params (string, string)[] errors)
    {
        var streams = await api.StreamsAsync();
        var body = $$"""{"name":"Haircut","duration":45,"resource_ids":["default"],"{{field}}":{{value}}}""";
        if (CatalogueCalls.Service().ContainsKey(field))
        {
            var known = CatalogueCalls.Service();
            known.Remove(field);
            body = $"{known.ToJsonString()[..^1]},\"{field}\":{value}}}";
        }

        var answer = await api.SendAsync(Call.PostJson("/services", body) with { Token = (await api.AdminAsync()).Token });

        answer.AssertInvalidFields(errors);
        Assert.Equal(streams.Where(s => s.StartsWith("service-", StringComparison.Ordinal)), (await api.StreamsAsync()).Where(s => s.StartsWith("service-", StringComparison.Ordinal)));
    }
}

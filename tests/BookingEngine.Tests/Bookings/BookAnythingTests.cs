using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Bookings;

/// <summary>Services and resources other than the defaults. The resources are open round the clock in Berlin.</summary>
public sealed class BookAnythingTests : IAsyncLifetime, IDisposable
{
    private const string Ten = "2031-06-02T10:00:00Z";
    private readonly RunningApi _api = new();
    private Person _admin = null!, _ada = null!;

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        (_admin, _ada) = (await _api.AdminAsync(), await _api.NewPersonAsync());
        await CreateAsync("/locations", CatalogueCalls.Location("berlin"));
        foreach (var id in new[] { "chair-1", "chair-2" })
        {
            var chair = CatalogueCalls.OpenRoundTheClock(id);
            chair["location_id"] = "berlin";
            await CreateAsync("/resources", chair);
        }
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_service_is_booked_on_the_named_resource_in_its_zone()
    {
        await CreateAsync("/services", Cut());
        var booked = await BookAsync(Ten, ("resource_id", "chair-2"));
        Assert.Equal(201, booked.Status);
        Assert.Equal(
            ("2031-06-02T12:00:00+02:00", "2031-06-02T13:00:00+02:00", "Europe/Berlin", "chair-2", "confirmed"),
            (booked.Member("slot"), booked.Member("end"), booked.Member("time_zone"), booked.Member("resource_id"), booked.Member("status")));
    }

    [Fact]
    public async Task Any_resource_takes_the_first_free_one_and_refusals_suggest_starts()
    {
        await CreateAsync("/services", Cut());
        Assert.Equal("chair-1", (await BookAsync(Ten)).Member("resource_id"));
        Assert.Equal("chair-2", (await BookAsync(Ten)).Member("resource_id"));
        var refused = await BookAsync(Ten);
        Assert.Equal((409, "slot_unavailable"), (refused.Status, refused.Member("code")));
        Assert.Equal(
            ["2031-06-02T11:00:00Z", "2031-06-02T12:00:00Z", "2031-06-02T13:00:00Z"],
            refused.Json["next_starts"]!.AsArray().Select(s => (string)s!));
    }

    [Theory]
    [InlineData("round_robin")]
    [InlineData("least_busy")]
    public async Task Other_assignment_strategies_rotate_resources(string assignment)
    {
        await CreateAsync("/services", Cut(("assignment", assignment)));
        string[] slots = [Ten, "2031-06-02T12:00:00Z", "2031-06-02T14:00:00Z"];
        List<string> chairs = [];
        foreach (var slot in slots)
        {
            chairs.Add((await BookAsync(slot)).Member("resource_id"));
        }

        Assert.Equal(["chair-1", "chair-2", "chair-1"], chairs);
    }

    [Fact]
    public async Task Of_many_concurrent_bookings_each_resource_takes_one()
    {
        await CreateAsync("/services", Cut());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => BookAsync(Ten)));
        Assert.Equal((2, 18), (answers.Count(a => a.Status == 201), answers.Count(a => a.Status == 409)));
    }

    [Fact]
    public async Task Case_3_a_skipped_or_repeated_local_time_is_refused()
    {
        await CreateAsync("/services", Cut());
        var (gap, twice) = (await BookAsync("2031-03-30T02:30"), await BookAsync("2031-10-26T02:30"));
        Assert.Equal((422, "local_time_invalid"), (gap.Status, gap.Member("code")));
        Assert.Equal((422, "local_time_ambiguous"), (twice.Status, twice.Member("code")));
        Assert.Contains("2031-10-26T00:30:00Z or 2031-10-26T01:30:00Z", twice.Member("detail"), StringComparison.Ordinal);
        Assert.Equal("2031-06-02T12:00:00+02:00", (await BookAsync("2031-06-02T12:00")).Member("slot"));
    }

    [Fact]
    public async Task Case_19_two_services_on_one_resource_never_overlap_even_concurrently()
    {
        await CreateAsync("/services", Cut());
        await CreateAsync("/services", Cut(("id", "shave"), ("slot_interval", 30)));
        var answers = await Task.WhenAll(
            BookAsync(Ten, ("resource_id", "chair-1")), BookAsync("2031-06-02T10:30:00Z", ("resource_id", "chair-1"), ("service_id", "shave")));
        Assert.Equal([201, 409], answers.Select(a => a.Status).Order());
    }

    [Fact]
    public async Task Unknown_ids_and_services_not_offered_by_the_resource_are_refused()
    {
        await CreateAsync("/services", Cut());
        Assert.Equal("unknown_service", (await BookAsync(Ten, ("service_id", "nothing"))).Member("code"));
        Assert.Equal("unknown_resource", (await BookAsync(Ten, ("resource_id", "nobody"))).Member("code"));
        Assert.Equal("service_not_offered", (await BookAsync(Ten, ("resource_id", "default"))).Member("code"));
        (await BookAsync(Ten, ("quantity", 0))).AssertInvalidFields(("quantity", "must be a whole number from 1 to 10000"));
        Assert.Equal("quantity_out_of_range", (await BookAsync(Ten, ("quantity", 2))).Member("code"));
    }

    [Fact]
    public async Task A_group_shares_its_session_until_it_is_full()
    {
        await CreateAsync("/services", Cut(("capacity", 3), ("resource_ids", new JsonArray("chair-1"))));
        Assert.Equal(201, (await BookAsync(Ten, ("quantity", 2))).Status);
        Assert.Equal((409, "not_enough_places"), await BookAsync(Ten, ("quantity", 2)).CodeAsync());
        Assert.Equal(201, (await BookAsync(Ten)).Status);
        Assert.Equal((409, "slot_unavailable"), await BookAsync(Ten).CodeAsync());
    }

    [Fact]
    public async Task A_service_that_needs_approval_creates_a_pending_booking()
    {
        await CreateAsync("/services", Cut(("approval", true)));
        Assert.Equal("pending", (await BookAsync(Ten)).Member("status"));
        Assert.Equal("pending", (string)(await _api.ListAsync(_ada)).Json["bookings"]![0]!["status"]!);
    }

    [Fact]
    public async Task Answers_are_validated_against_questions_and_stored_encrypted()
    {
        var question = new JsonObject { ["id"] = "length", ["text"] = "How long?", ["type"] = "choice", ["required"] = true, ["options"] = new JsonArray("short", "long") };
        await CreateAsync("/services", Cut(("questions", new JsonArray(question))));
        (await BookAsync(Ten)).AssertInvalidFields(("answers.length", "is required"));
        (await BookAsync(Ten, ("answers", new JsonObject { ["length"] = "bald" }))).AssertInvalidFields(("answers.length", "must be short or long"));
        Assert.Equal(201, (await BookAsync(Ten, ("answers", new JsonObject { ["length"] = "short" }), ("notes", "Mind the dog"))).Status);
        var stored = JsonNode.Parse((await _api.EventsAsync("calendar-chair-1"))[^1].Json)!;
        Assert.NotNull(stored["details"]);
        Assert.DoesNotContain("dog", stored.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_staff_of_the_resource_and_administrators_override_and_it_is_recorded()
    {
        await CreateAsync("/services", Cut());
        var (own, other) = (await _api.NewPersonAsync("staff", "chair-1"), await _api.NewPersonAsync("staff", "chair-2"));
        (string, JsonNode?)[] offGrid = [("resource_id", "chair-1"), ("override", true)];
        Assert.Equal((403, "override_forbidden"), await BookAsync("2031-06-02T10:07:00Z", offGrid).CodeAsync());
        Assert.Equal((403, "override_forbidden"), await BookAsync(other, "2031-06-02T10:07:00Z", offGrid).CodeAsync());
        foreach (var person in new[] { own, _admin })
        {
            var booked = await BookAsync(person, "2031-06-02T10:07:00Z", offGrid);
            Assert.Equal((201, true), (booked.Status, (bool)booked.Json["override"]!));
        }
    }

    private static JsonObject Cut(params (string Name, JsonNode? Value)[] fields)
    {
        var service = CatalogueCalls.Service("cut");
        (service["duration"], service["resource_ids"]) = (60, new JsonArray("chair-1", "chair-2"));
        return SalonFixture.With(service, fields);
    }

    private Task<Answer> BookAsync(string slot, params (string Name, JsonNode? Value)[] fields) => BookAsync(_ada, slot, fields);

    private Task<Answer> BookAsync(Person person, string slot, params (string Name, JsonNode? Value)[] fields) =>
        _api.PostAsync(person, "/bookings", SalonFixture.With(new JsonObject { ["slot"] = slot, ["service_id"] = "cut" }, fields));

    private async Task CreateAsync(string path, JsonObject body) => Assert.Equal(201, (await _api.PostAsync(_admin, path, body)).Status);
}

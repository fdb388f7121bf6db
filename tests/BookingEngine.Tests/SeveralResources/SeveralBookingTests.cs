using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>A service that takes one of two chairs and one of two rooms, by the API. Stella is staff of the first chair, Rosa of the first room.</summary>
public sealed class SeveralBookingTests : SalonTests
{
    private const string Rosa = "rosa@example.com";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var room in new[] { "room-1", "room-2" })
        {
            await CreateAsync("/resources", SalonFixture.With(CatalogueCalls.OpenRoundTheClock(room), ("kind", "Room")));
        }

        await Salon.ServiceAsync("cut", ("resource_ids", null), ("needs", Needs("chair-1", "chair-2")));
        await Salon.JoinAsync(Rosa, "room-1");
    }

    [Fact]
    public async Task A_booking_shows_all_its_resources()
    {
        var booked = await BookAsync(SalonFixture.Ada, SalonFixture.Ten);
        Assert.Equal(201, booked.Status);
        Assert.Equal("chair-1", booked.Member("resource_id"));
        const string Resources = """[{"resource_id":"chair-1","need":0},{"resource_id":"room-1","need":1}]""";
        Assert.Equal(Resources, booked.Json["resources"]!.ToJsonString());
        foreach (var path in new[] { "/bookings", "/bookings?scope=all", "/bookings?resource_id=chair-1", "/bookings?resource_id=room-1", "/bookings?resource_id=room-1&status=confirmed" })
        {
            var listed = (await Salon.GetAsync(path == "/bookings" ? SalonFixture.Ada : SalonFixture.Admin, path)).Json["bookings"]!.AsArray();
            Assert.Equal((path, booked.Json.ToJsonString()), (path, Assert.Single(listed)!.ToJsonString()));
        }

        Assert.Empty((await Salon.GetAsync(SalonFixture.Admin, "/bookings?resource_id=room-2")).Json["bookings"]!.AsArray());
        Assert.Empty((await Salon.GetAsync(SalonFixture.Admin, "/bookings?resource_id=room-1&status=pending")).Json["bookings"]!.AsArray());
        Assert.Equal(Resources, (await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{booked.Member("id")}")).Json["resources"]!.ToJsonString());
    }

    [Fact]
    public async Task A_slot_shows_one_valid_assignment()
    {
        await BookAsync(SalonFixture.Ada, SalonFixture.Ten);
        var found = await Salon.GetAsync(SalonFixture.Ada, "/availability?service_id=cut&from=2030-05-06T09:00:00Z&to=2030-05-06T10:30:00Z");
        var slots = found.Json["days"]![0]!["slots"]!.AsArray();
        Assert.Equal(["2030-05-06T09:00:00Z", "2030-05-06T09:30:00Z", "2030-05-06T10:00:00Z"], slots.Select(s => s!["start"]!.GetValue<string>()));
        Assert.Equal("""[{"resource_id":"chair-2","need":0},{"resource_id":"room-2","need":1}]""", slots[2]!["resources"]!.ToJsonString());
        Assert.Equal("""["chair-2","room-2"]""", slots[2]!["resource_ids"]!.ToJsonString());
        await BookAsync(SalonFixture.Ada, SalonFixture.Ten);
        var next = await Salon.GetAsync(SalonFixture.Ada, "/availability/next?service_id=cut&from=2030-05-06T10:00:00Z&count=1");
        Assert.Equal("2030-05-06T11:00:00Z", next.Json["slots"]![0]!["start"]!.GetValue<string>());
        var refused = await BookAsync(SalonFixture.Ada, SalonFixture.Ten);
        Assert.Equal((409, "slot_unavailable"), (refused.Status, refused.Member("code")));
        Assert.Equal("2030-05-06T11:00:00Z", refused.Json["next_starts"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task A_request_can_fix_some_resources()
    {
        var booked = await BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("resource_ids", new JsonArray("room-2", "chair-2")));
        Assert.Equal("""[{"resource_id":"chair-2","need":0},{"resource_id":"room-2","need":1}]""", booked.Json["resources"]!.ToJsonString());
        Assert.Equal((409, "slot_unavailable"), await CodeAsync(BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("resource_ids", new JsonArray("room-2")))));
        Assert.Equal((422, "service_not_offered"), await CodeAsync(BookAsync(SalonFixture.Ada, SalonFixture.Eleven, ("resource_ids", new JsonArray("default")))));
        Assert.Equal((422, "service_not_offered"), await CodeAsync(BookAsync(SalonFixture.Ada, SalonFixture.Eleven, ("resource_ids", new JsonArray("room-1", "room-2")))));
    }

    [Fact]
    public async Task Staff_of_any_resource_read_and_of_the_first_act()
    {
        var id = (await BookAsync(SalonFixture.Ada, SalonFixture.Ten)).Member("id");
        foreach (var (person, read, act) in new[] { (Rosa, 200, 404), (SalonFixture.Ben, 404, 404), (SalonFixture.Stella, 200, 200) })
        {
            Assert.Equal((person, read), (person, (await Salon.GetAsync(person, $"/bookings/{id}")).Status));
            Assert.Equal((person, read), (person, (await Salon.GetAsync(person, $"/bookings/{id}/history")).Status));
            Assert.Equal((person, act), (person, (await Salon.PostAsync(person, $"/bookings/{id}/cancel")).Status));
        }

        Assert.Equal(id, Assert.Single((await Salon.GetAsync(Rosa, "/bookings?scope=all")).Json["bookings"]!.AsArray())!["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("cancel", "cancelled")]
    [InlineData("decline", "declined")]
    public async Task A_booking_that_is_called_off_frees_all_its_resources(string act, string status)
    {
        await Salon.ServiceAsync("colour", ("resource_ids", null), ("needs", Needs("chair-1")), ("approval", true));
        var id = (await BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("service_id", "colour"), ("resource_ids", new JsonArray("room-1")))).Member("id");
        Assert.Equal(409, (await BookAsync(SalonFixture.Ben, SalonFixture.HalfPast, ("resource_ids", new JsonArray("room-1")))).Status);
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Admin, $"/bookings/{id}/{act}")).Status);
        Assert.Equal(201, (await BookAsync(SalonFixture.Ben, SalonFixture.HalfPast, ("resource_ids", new JsonArray("room-1", "chair-1")))).Status);
        var listed = (await Salon.GetAsync(SalonFixture.Admin, $"/bookings?resource_id=room-1&status={status}")).Json["bookings"]!.AsArray();
        Assert.Equal((id, status), (Assert.Single(listed)!["id"]!.GetValue<string>(), listed[0]!["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_approval_and_an_outcome_reach_all_lists()
    {
        await Salon.ServiceAsync("colour", ("resource_ids", null), ("needs", Needs("chair-1")), ("approval", true));
        var id = (await BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("service_id", "colour"))).Member("id");
        Assert.Equal(id, Assert.Single((await Salon.GetAsync(SalonFixture.Admin, "/bookings?resource_id=room-1&status=pending")).Json["bookings"]!.AsArray())!["id"]!.GetValue<string>());
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Admin, $"/bookings/{id}/approve")).Status);
        Assert.Single((await Salon.GetAsync(SalonFixture.Admin, "/bookings?resource_id=room-1&status=confirmed")).Json["bookings"]!.AsArray());
        await Salon.AdvanceToAsync(new DateTimeOffset(2030, 5, 6, 10, 30, 0, TimeSpan.Zero));
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Admin, $"/bookings/{id}/complete")).Status);
        Assert.Single((await Salon.GetAsync(SalonFixture.Admin, "/bookings?resource_id=room-1&status=completed")).Json["bookings"]!.AsArray());
        Assert.Equal((409, "wrong_state"), await CodeAsync(Salon.PostAsync(SalonFixture.Admin, $"/bookings/{id}/end", ("end", "2030-05-06T12:00:00Z"))));
    }

    [Fact]
    public async Task A_booking_moves_with_all_its_resources_or_changes_one()
    {
        var id = (await BookAsync(SalonFixture.Ada, SalonFixture.Ten)).Member("id");
        var moved = await Salon.RescheduleAsync(SalonFixture.Ada, id, SalonFixture.HalfPast);
        Assert.Equal((200, "2030-05-06T10:30:00Z"), (moved.Status, moved.Member("slot")));
        Assert.Equal(["room-1", "chair-1"], (await ResourcesAsync(id)).Reverse());
        var changed = await Salon.RescheduleAsync(SalonFixture.Ada, id, SalonFixture.HalfPast, ("resource_ids", new JsonArray("chair-2")));
        Assert.Equal((200, "chair-2"), (changed.Status, changed.Member("resource_id")));
        Assert.Equal(["chair-2", "room-1"], await ResourcesAsync(id));
        Assert.Empty((await Salon.GetAsync(SalonFixture.Admin, "/bookings?resource_id=chair-1")).Json["bookings"]!.AsArray());
        Assert.Single((await Salon.GetAsync(SalonFixture.Admin, "/bookings?resource_id=chair-2")).Json["bookings"]!.AsArray());
        Assert.Equal(201, (await BookAsync(SalonFixture.Ben, SalonFixture.Ten, ("resource_ids", new JsonArray("chair-1")))).Status);
        var moves = await Salon.GetAsync(SalonFixture.Ada, $"/availability?booking_id={id}&from=2030-05-06T10:00:00Z&to=2030-05-06T11:00:00Z");
        Assert.Equal(["2030-05-06T10:00:00Z", "2030-05-06T10:30:00Z"], moves.Json["days"]![0]!["slots"]!.AsArray().Select(s => s!["start"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_retired_resource_is_replaced_and_the_others_stay()
    {
        var id = (await BookAsync(SalonFixture.Ada, SalonFixture.Ten)).Member("id");
        var retired = SalonFixture.With(CatalogueCalls.OpenRoundTheClock("chair-1"), ("active", false)).ToJsonString();
        Assert.Equal((409, "resource_has_bookings"), await Salon.SendAsync(SalonFixture.Admin, Call.PutJson("/resources/chair-1", retired, "*")).CodeAsync());
        Assert.Equal(200, (await Salon.SendAsync(SalonFixture.Admin, Call.PutJson("/resources/chair-1?move_to=chair-2", retired, "*"))).Status);
        Assert.Equal(["chair-2", "room-1"], await ResourcesAsync(id));
        Assert.Equal(id, Assert.Single((await Salon.GetAsync(SalonFixture.Admin, "/bookings?resource_id=chair-2")).Json["bookings"]!.AsArray())!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_booking_of_several_resources_counts_once_against_limits()
    {
        await Salon.ServiceAsync(
            "colour", ("resource_ids", null), ("needs", Needs("chair-1", "chair-2")), ("limits", new JsonObject { ["active"] = 1 }),
            ("booking_limits", new JsonArray(new JsonObject { ["per"] = "day", ["count"] = 2 })));
        var id = (await BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("service_id", "colour"))).Member("id");
        Assert.Equal((409, "limit_reached"), await CodeAsync(BookAsync(SalonFixture.Ada, SalonFixture.Eleven, ("service_id", "colour"))));
        Assert.Equal(201, (await BookAsync(SalonFixture.Ben, SalonFixture.Ten, ("service_id", "colour"))).Status);
        Assert.Equal((409, "booking_limit_reached"), await CodeAsync(BookAsync(SalonFixture.Stella, SalonFixture.Eleven, ("service_id", "colour"))));
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{id}/cancel")).Status);
        Assert.Equal(201, (await BookAsync(SalonFixture.Stella, SalonFixture.Eleven, ("service_id", "colour"))).Status);
    }

    [Fact]
    public async Task The_same_key_gets_the_same_booking()
    {
        var key = $"{Guid.CreateVersion7()}";
        var (first, second) = (await WithKeyAsync(key), await WithKeyAsync(key));
        Assert.Equal((201, first.Text), (second.Status, second.Text));
        Assert.Single((await Salon.GetAsync(SalonFixture.Ada, "/bookings")).Json["bookings"]!.AsArray());
    }

    [Fact]
    public async Task Staff_override_in_all_calendars()
    {
        Assert.Equal(201, (await BookAsync(SalonFixture.Ada, SalonFixture.Ten)).Status);
        Assert.Equal(201, (await BookAsync(SalonFixture.Ada, SalonFixture.Ten)).Status);
        var forced = await BookAsync(SalonFixture.Admin, "2030-05-06T10:07:00Z", ("override", true));
        Assert.Equal((201, true), (forced.Status, forced.Json["override"]!.GetValue<bool>()));
        Assert.Equal((403, "override_forbidden"), await CodeAsync(BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("override", true))));
    }

    [Fact]
    public async Task What_is_not_offered_for_several_resources_is_refused()
    {
        Assert.Equal((422, "quantity_out_of_range"), await CodeAsync(BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("quantity", 2))));
        await Salon.ServiceAsync("wash");
        Assert.Equal((422, "one_resource"), await CodeAsync(BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("service_id", "wash"), ("resource_ids", new JsonArray("chair-1")))));
    }

    [Fact]
    public async Task A_history_and_a_past_calendar_show_what_was_known_then()
    {
        var id = (await BookAsync(SalonFixture.Ada, SalonFixture.Ten)).Member("id");
        Salon.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await Salon.RescheduleAsync(SalonFixture.Ada, id, SalonFixture.Eleven, ("resource_ids", new JsonArray("chair-2")))).Status);
        var history = (await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{id}/history")).Json["entries"]!.AsArray();
        Assert.Equal(["booked", "rescheduled"], history.Select(e => e!["change"]!.GetValue<string>()));
        var then = await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{id}?as_of=2030-05-01T12:00:30Z");
        Assert.Equal(("chair-1", SalonFixture.Ten), (then.Member("resource_id"), then.Member("slot")));
        var calendar = await Salon.GetAsync(SalonFixture.Admin, "/resources/chair-1/calendar?from=2030-05-06&to=2030-05-07&as_of=2030-05-01T12:00:30Z");
        Assert.Equal((id, "confirmed"), (calendar.Json["entries"]![0]!["id"]!.GetValue<string>(), calendar.Json["entries"]![0]!["status"]!.GetValue<string>()));
        Assert.Empty((await Salon.GetAsync(SalonFixture.Admin, "/resources/chair-1/calendar?from=2030-05-06&to=2030-05-07")).Json["entries"]!.AsArray());
    }

    private static JsonArray Needs(params string[] chairs) =>
    [
        new JsonObject { ["resource_ids"] = new JsonArray([.. chairs.Select(c => JsonValue.Create(c))]), ["count"] = 1 },
        new JsonObject { ["kind"] = "room" },
    ];

    private Task<Answer> WithKeyAsync(string key) => Salon.SendAsync(
        SalonFixture.Ada, Call.PostJson("/bookings", """{"slot":"2030-05-06T10:00:00Z","service_id":"cut"}""") with { Headers = [("Idempotency-Key", key)] });

    private static Task<(int Status, string Code)> CodeAsync(Task<Answer> answer) => answer.CodeAsync();

    private Task<Answer> BookAsync(string person, string slot, params (string Name, JsonNode? Value)[] fields) =>
        Salon.BookAsync(person, slot, [("resource_id", null), .. fields]);

    private async Task CreateAsync(string path, JsonObject body) =>
        Assert.Equal(201, (await Salon.SendAsync(SalonFixture.Admin, Call.PostJson(path, body.ToJsonString()))).Status);

    private async Task<IEnumerable<string>> ResourcesAsync(string id) =>
        (await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{id}")).Json["resources"]!.AsArray().Select(r => r!["resource_id"]!.GetValue<string>());
}

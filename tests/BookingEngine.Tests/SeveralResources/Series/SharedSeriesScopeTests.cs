using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.SeveralResources.Series;

/// <summary>Commands on several bookings of a series that takes one of two chairs and one of two rooms. The first room's calendar decides.</summary>
public sealed class SharedSeriesScopeTests : SalonTests
{
    private const string Weekly = "FREQ=WEEKLY;COUNT=4";
    private string? _series;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var room in new[] { "room-1", "room-2" })
        {
            var body = SalonFixture.With(CatalogueCalls.OpenRoundTheClock(room), ("kind", "Room"));
            Assert.Equal(201, (await Salon.SendAsync(SalonFixture.Admin, Call.PostJson("/resources", body.ToJsonString()))).Status);
        }
    }

    [Fact]
    public async Task Following_ones_are_cancelled_by_one_commit_and_free_all_calendars()
    {
        await ServiceAsync(("limits", new JsonObject { ["active"] = 4 }));
        var bookings = await BookedAsync();
        Assert.Equal(409, (await BookAsync(SalonFixture.Ada, "2030-07-01T10:00:00Z")).Status);
        var path = $"/bookings/{bookings[2]}/cancel";
        var answer = await Salon.PostAsync(SalonFixture.Ada, path, ("scope", "following"), ("reason", "Moving away."));
        Assert.Equal((200, "cancelled", 2), (answer.Status, answer.Member("status"), answer.Json["series"]!["bookings"]!.AsArray().Count));
        Assert.Equal(["05-06T10:00", "05-13T10:00", "05-20T10:00 cancelled", "05-27T10:00 cancelled"], await ListedAsync());
        Assert.Equal(["booking-made.v1*4", "booking-cancelled.v1*2"], await Salon.TypesAsync("room-1"));
        Assert.Equal(["time-reserved.v1*4", "time-kept.v1*4", "time-released.v1*2"], await Salon.TypesAsync("chair-1"));
        Assert.Equal(answer.Json["series"]!.ToJsonString(), (await Salon.PostAsync(SalonFixture.Ada, path, ("scope", "following"))).Json["series"]!.ToJsonString());
        Assert.Equal((2, 3), ((await Salon.TypesAsync("room-1")).Length, (await Salon.TypesAsync("chair-1")).Length));
        Assert.Equal(201, (await BookAsync(SalonFixture.Ben, "2030-05-20T10:00:00Z", "chair-1", "room-1")).Status);
        Assert.Equal(201, (await BookAsync(SalonFixture.Ada, "2030-07-01T10:00:00Z")).Status);
    }

    [Fact]
    public async Task Within_the_notice_a_booking_is_kept_in_all_calendars()
    {
        await ServiceAsync(("cancellation_notice", 24 * 60));
        var bookings = await BookedAsync();
        await Salon.AdvanceToAsync(DateTimeOffset.Parse("2030-05-12T12:00:00Z", null));
        var answer = await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{bookings[0]}/cancel", ("scope", "all"));
        Assert.Equal((200, "05-13T10:00 notice"), (answer.Status, Assert.Single(Kept(answer))));
        Assert.Equal((422, "cancellation_window"), await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{bookings[0]}/cancel", ("scope", "all")).CodeAsync());
        Assert.Equal(409, (await BookAsync(SalonFixture.Ben, "2030-05-13T10:00:00Z", "chair-1")).Status);
        Assert.Equal(201, (await BookAsync(SalonFixture.Ben, "2030-05-20T10:00:00Z", "chair-1")).Status);
    }

    [Fact]
    public async Task All_pending_ones_are_approved_or_declined_at_once()
    {
        await ServiceAsync(("approval", true));
        var bookings = await BookedAsync();
        Assert.Equal(403, await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{bookings[0]}/approve", ("scope", "all")).StatusAsync());
        var approved = await Salon.PostAsync(SalonFixture.Stella, $"/bookings/{bookings[2]}/approve", ("scope", "following"));
        Assert.Equal((200, "confirmed"), (approved.Status, approved.Member("status")));
        var declined = await Salon.PostAsync(SalonFixture.Stella, $"/bookings/{bookings[0]}/decline", ("scope", "all"));
        Assert.Equal((200, "declined"), (declined.Status, declined.Member("status")));
        Assert.Equal(["05-06T10:00 declined", "05-13T10:00 declined", "05-20T10:00", "05-27T10:00"], await ListedAsync());
        Assert.Equal(["booking-made.v1*4", "booking-approved.v1*2", "booking-declined.v1*2"], await Salon.TypesAsync("room-1"));
        Assert.Equal(["time-reserved.v1*4", "time-kept.v1*4", "time-kept.v1*2", "time-released.v1*2"], await Salon.TypesAsync("chair-1"));
        foreach (var resource in new[] { "chair-1", "room-1" })
        {
            Assert.Equal(2, (await Salon.GetAsync(SalonFixture.Admin, $"/bookings?resource_id={resource}&status=confirmed")).Json["bookings"]!.AsArray().Count);
        }

        Assert.Equal(201, (await BookAsync(SalonFixture.Ben, "2030-05-13T10:00:00Z", "chair-1", "room-1")).Status);
    }

    [Fact]
    public async Task They_move_to_each_others_times_by_one_decision()
    {
        await ServiceAsync(("limits", new JsonObject { ["per_day"] = 1 }));
        var bookings = await BookedAsync("FREQ=DAILY;COUNT=4");
        var answer = await Salon.RescheduleAsync(SalonFixture.Ada, bookings[0], "2030-05-07T10:30:00Z", ("scope", "all"));
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(["05-07T10:30", "05-08T10:30", "05-09T10:30", "05-10T10:30"], await ListedAsync());
        Assert.Equal(["booking-made.v1*4", "booking-rescheduled.v1*4"], await Salon.TypesAsync("room-1"));
        Assert.Equal(["time-reserved.v1*4", "time-kept.v1*4", "time-reserved.v1*4", "time-kept.v1*4"], await Salon.TypesAsync("chair-1"));
        var history = (await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{bookings[3]}/history")).Json["entries"]!.AsArray();
        Assert.NotNull((string?)history[^1]!["operation_id"]);
        var again = await Salon.RescheduleAsync(SalonFixture.Ada, bookings[0], "2030-05-07T10:30:00Z", ("scope", "all"));
        Assert.Equal((200, 4), (again.Status, (await Salon.TypesAsync("chair-1")).Length));
        Assert.Equal((409, "limit_reached"), await BookAsync(SalonFixture.Ada, "2030-05-10T15:00:00Z").CodeAsync());
        Assert.Equal(201, (await BookAsync(SalonFixture.Ada, "2030-05-06T10:00:00Z", "chair-1", "room-1")).Status);
    }

    [Fact]
    public async Task A_year_of_days_moves_and_ends_in_as_many_commits_as_one_booking()
    {
        await ServiceAsync();
        var bookings = await BookedAsync("FREQ=DAILY;COUNT=366");
        var moved = await Salon.RescheduleAsync(SalonFixture.Ada, bookings[0], "2030-05-07T10:30:00Z", ("scope", "all"));
        Assert.True(moved.Status == 200, moved.Text);
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{bookings[1]}/cancel", ("scope", "all"))).Status);
        Assert.Equal(["booking-made.v1*366", "booking-rescheduled.v1*366", "booking-cancelled.v1*366"], await Salon.TypesAsync("room-1"));
        Assert.Equal(["time-reserved.v1*366", "time-kept.v1*366", "time-released.v1*366"], (await Salon.TypesAsync("chair-1"))[2..]);
    }

    [Fact]
    public async Task If_one_resource_is_taken_none_moves_or_that_booking_stays()
    {
        await ServiceAsync();
        var bookings = await BookedAsync();
        Assert.Equal(201, (await BookAsync(SalonFixture.Ben, "2030-05-20T12:00:00Z", "chair-1", "room-2")).Status);
        var refused = await Salon.RescheduleAsync(SalonFixture.Ada, bookings[0], "2030-05-06T12:00:00Z", ("scope", "all"));
        Assert.Equal((409, "series_unavailable", "05-20T10:00 taken"), (refused.Status, refused.Member("code"), Assert.Single(Skipped(refused, "reasons"))));
        var named = await Salon.RescheduleAsync(SalonFixture.Ada, bookings[2], "2030-05-20T12:00:00Z", ("scope", "all"), ("on_conflict", "skip"));
        Assert.Equal((409, "slot_unavailable"), (named.Status, named.Member("code")));
        var moved = await Salon.RescheduleAsync(SalonFixture.Ada, bookings[1], "2030-05-13T12:00:00Z", ("scope", "following"), ("on_conflict", "skip"));
        Assert.Equal((200, "05-20T10:00 taken"), (moved.Status, Assert.Single(Kept(moved))));
        Assert.Equal(["05-06T10:00", "05-13T12:00", "05-20T10:00", "05-27T12:00"], await ListedAsync());
        Assert.Equal(["time-reserved.v1*2", "time-kept.v1*2"], (await Salon.TypesAsync("chair-1"))[^2..]);
    }

    [Fact]
    public async Task Those_with_other_resources_keep_them_in_the_same_decision()
    {
        await ServiceAsync();
        var bookings = await BookedAsync();
        await MoveAsync(bookings[1], "2030-05-13T10:00:00Z", "room-2");
        await MoveAsync(bookings[2], "2030-05-21T15:00:00Z", "chair-2", "room-2");
        var moved = await Salon.RescheduleAsync(SalonFixture.Ada, bookings[0], "2030-05-06T12:00:00Z", ("scope", "all"));
        Assert.True(moved.Status == 200, moved.Text);
        Assert.Equal(["05-06T12:00", "05-13T12:00", "05-21T15:00", "05-27T12:00"], await ListedAsync());
        Assert.Equal("booking-rescheduled.v1*3", (await Salon.TypesAsync("room-1"))[^1]);
        moved = await Salon.RescheduleAsync(SalonFixture.Ada, bookings[0], "2030-05-06T13:00:00Z", ("scope", "all"), ("include_moved", true));
        Assert.True(moved.Status == 200, moved.Text);
        Assert.Equal(["05-06T13:00", "05-13T13:00", "05-21T16:00", "05-27T13:00"], await ListedAsync());
        Assert.Equal("booking-rescheduled.v1*4", (await Salon.TypesAsync("room-1"))[^1]);
        var listed = (await Salon.GetAsync(SalonFixture.Admin, $"/bookings?series_id={_series}")).Json["bookings"]!.AsArray();
        Assert.Equal(["chair-1 room-1", "chair-1 room-2", "chair-2 room-2", "chair-1 room-1"], listed.Select(ResourcesOf));
        Assert.Equal(201, (await BookAsync(SalonFixture.Ben, "2030-05-21T16:00:00Z", "chair-1", "room-1")).Status);
        Assert.Equal(409, (await BookAsync(SalonFixture.Ben, "2030-05-13T13:00:00Z", "room-2")).Status);
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{bookings[0]}/cancel", ("scope", "all"))).Status);
        Assert.Equal(201, (await BookAsync(SalonFixture.Ben, "2030-05-13T13:00:00Z", "room-2", "chair-1")).Status);
    }

    [Fact]
    public async Task More_calendars_than_one_decision_may_have_keep_a_booking()
    {
        var rooms = Enumerable.Range(10, 10).Select(n => $"room-{n}").ToList();
        foreach (var room in rooms)
        {
            await Salon.SendAsync(SalonFixture.Admin, Call.PostJson("/resources", SalonFixture.With(CatalogueCalls.OpenRoundTheClock(room), ("kind", "Room")).ToJsonString()));
        }

        await ServiceAsync();
        var bookings = await BookedAsync("FREQ=DAILY;COUNT=10");
        foreach (var (n, room) in rooms[..9].Index())
        {
            await MoveAsync(bookings[n + 1], $"2030-05-{n + 7:00}T10:00:00Z", room);
        }

        var moved = await Salon.RescheduleAsync(SalonFixture.Ada, bookings[0], "2030-05-06T12:00:00Z", ("scope", "all"), ("on_conflict", "skip"));
        Assert.True(moved.Status == 200, moved.Text);
        Assert.Equal("05-15T10:00 changed", Assert.Single(Kept(moved)));
    }

    [Fact]
    public async Task Staff_override_in_all_calendars_and_resources_stay_fixed()
    {
        await ServiceAsync();
        var bookings = await BookedAsync();
        Assert.Equal(201, (await BookAsync(SalonFixture.Ben, "2030-05-20T12:00:00Z", "chair-2", "room-1")).Status);
        (string, JsonNode?)[] all = [("scope", "all"), ("override", true)];
        Assert.Equal((403, "override_forbidden"), await Salon.RescheduleAsync(SalonFixture.Ada, bookings[0], "2030-05-06T12:00:00Z", all).CodeAsync());
        Assert.Equal(200, await Salon.RescheduleAsync(SalonFixture.Stella, bookings[0], "2030-05-06T12:00:00Z", all).StatusAsync());
        Assert.Equal(["05-06T12:00", "05-13T12:00", "05-20T12:00", "05-27T12:00"], await ListedAsync());
        foreach (var resources in new[] { new JsonArray("room-2"), new JsonArray("room-1", "chair-2") })
        {
            Assert.Equal(
                (422, "series_resource_fixed"),
                await Salon.RescheduleAsync(SalonFixture.Ada, bookings[0], "2030-05-06T13:00:00Z", ("scope", "all"), ("resource_ids", resources)).CodeAsync());
        }

        var same = await Salon.RescheduleAsync(SalonFixture.Ada, bookings[0], "2030-05-06T13:00:00Z", ("scope", "all"), ("resource_ids", new JsonArray("room-1")));
        Assert.Equal(200, same.Status);
    }

    private Task ServiceAsync(params (string Name, JsonNode? Value)[] fields) => Salon.ServiceAsync(
        "cut",
        [
            ("resource_ids", null),
            ("needs", new JsonArray(new JsonObject { ["resource_ids"] = new JsonArray("chair-1", "chair-2"), ["count"] = 1 }, new JsonObject { ["kind"] = "room" })), .. fields,
        ]);

    // The ids of Ada's bookings.
    private async Task<string[]> BookedAsync(string rule = Weekly)
    {
        var booked = await Salon.PostAsync(SalonFixture.Ada, "/bookings/series", ("rule", rule), ("slot", SalonFixture.Ten), ("service_id", "cut"));
        Assert.True(booked.Status == 201, booked.Text);
        _series = booked.Member("series_id");
        Assert.Equal("chair-1 room-1", Assert.Single(booked.Json["bookings"]!.AsArray().Select(ResourcesOf).Distinct()));
        return [.. booked.Json["bookings"]!.AsArray().Select(b => (string)b!["id"]!)];
    }

    private Task<Answer> BookAsync(string person, string slot, params string[] resources) => Salon.BookAsync(
        person, slot, ("resource_id", null), ("resource_ids", new JsonArray([.. resources.Select(r => JsonValue.Create(r))])));

    private async Task MoveAsync(string booking, string slot, params string[] resources)
    {
        var moved = await Salon.RescheduleAsync(SalonFixture.Ada, booking, slot, ("resource_ids", new JsonArray([.. resources.Select(r => JsonValue.Create(r))])));
        Assert.True(moved.Status == 200, moved.Text);
    }

    // By the local starts of the rule.
    private async Task<string[]> ListedAsync() =>
        [.. (await Salon.GetAsync(SalonFixture.Ada, $"/bookings?series_id={_series}")).Json["bookings"]!.AsArray().Select(Shown)];

    private static string Shown(JsonNode? booking) =>
        $"{(string)booking!["slot"]!}"[5..16] + ((string)booking["status"]! is "confirmed" ? "" : $" {booking["status"]}");

    private static string ResourcesOf(JsonNode? booking) => string.Join(' ', booking!["resources"]!.AsArray().Select(r => (string)r!["resource_id"]!));

    private static string[] Skipped(Answer answer, string member) =>
        [.. answer.Json[member]!.AsArray().Select(s => $"{(string)s!["local_start"]!}"[5..16] + $" {s["reason"]}")];

    private static string[] Kept(Answer answer) =>
        [.. answer.Json["series"]!["kept"]!.AsArray().Select(s => $"{(string)s!["recurrence_id"]!}"[5..16] + $" {s["reason"]}")];
}

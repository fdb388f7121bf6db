using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.SeveralResources.Series;

/// <summary>What happens to a series of a chair and a room when its resources, its hours or its customer change. The first room's calendar decides.</summary>
public sealed class SharedSeriesLifeTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();
    private Person _admin = null!;

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _admin = await _api.AdminAsync();
        foreach (var (id, kind) in new[] { ("chair-1", "chair"), ("room-1", "room"), ("room-2", "room") })
        {
            Assert.Equal(201, (await _api.PostAsync(_admin, "/resources", Resource(id, kind))).Status);
        }

        var service = new JsonObject
        {
            ["id"] = "cut",
            ["name"] = "Cut",
            ["duration"] = 60,
            ["slot_interval"] = 30,
            ["needs"] = new JsonArray(new JsonObject { ["kind"] = "chair" }, new JsonObject { ["kind"] = "room" }),
        };
        var created = await _api.PostAsync(_admin, "/services", service);
        Assert.True(created.Status == 201, created.Text);
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task The_deciding_room_retires_and_the_series_goes_on_in_another()
    {
        var person = await _api.NewPersonAsync();
        var ids = await BookedAsync(person);
        var retired = Resource("room-1", "room");
        retired["active"] = false;
        Assert.Equal((409, "resource_has_bookings"), await CodeAsync(_api.SendAsync(Call.PutJson("/resources/room-1", retired.ToJsonString(), "*") with { Token = _admin.Token })));
        var moved = await _api.SendAsync(Call.PutJson("/resources/room-1?move_to=room-2", retired.ToJsonString(), "*") with { Token = _admin.Token });
        Assert.True(moved.Status == 200, moved.Text);
        Assert.Equal(["chair-1 room-2"], (await ListedAsync(person)).Select(ResourcesOf).Distinct());
        var rescheduled = await _api.PostAsync(person, $"/bookings/{ids[0]}/reschedule", new JsonObject { ["slot"] = "2030-05-06T12:00:00Z", ["scope"] = "all" });
        Assert.True(rescheduled.Status == 200, rescheduled.Text);
        Assert.Equal(["05-06T12:00 confirmed", "05-13T12:00 confirmed", "05-20T12:00 confirmed"], (await ListedAsync(person)).Select(Shown));
        var cancelled = await _api.PostAsync(person, $"/bookings/{ids[1]}/cancel", new JsonObject { ["scope"] = "following" });
        Assert.Equal(200, cancelled.Status);
        Assert.Equal(2, (await BookedAsync(await _api.NewPersonAsync(), "2030-05-13T12:00:00Z", 2)).Length);
    }

    [Fact]
    public async Task A_closed_day_keeps_its_booking_and_refuses_a_move_to_it()
    {
        var person = await _api.NewPersonAsync();
        var ids = await BookedAsync(person);
        var room = Resource("room-1", "room");
        room["time_off"] = new JsonArray(new JsonObject { ["from"] = "2030-05-21T00:00:00Z", ["to"] = "2030-05-22T00:00:00Z" });
        var changed = await _api.SendAsync(Call.PutJson("/resources/room-1", room.ToJsonString(), "*") with { Token = _admin.Token });
        Assert.True(changed.Status == 200, changed.Text);
        var refused = await _api.PostAsync(person, $"/bookings/{ids[0]}/reschedule", new JsonObject { ["slot"] = "2030-05-07T10:00:00Z", ["scope"] = "all" });
        Assert.Equal((409, "series_unavailable", "closed"), (refused.Status, refused.Member("code"), (string?)Assert.Single(refused.Json["reasons"]!.AsArray())!["reason"]));
        Assert.Equal(3, (await ListedAsync(person)).Count(b => Shown(b).EndsWith("T10:00 confirmed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_guests_series_becomes_the_accounts_with_its_texts_and_is_cancelled_whole()
    {
        var (email, guest) = (People.NewAddress(), new JsonObject());
        (guest["name"], guest["email"]) = ("Grace", email);
        var ids = await BookedAsync(_admin, fields: [("guest", guest), ("notes", "Mind the dog")]);
        await _api.RegisterAsync(email);
        var grace = new Person(default, email, People.Password, (await _api.SignInAsync(email)).Member("access_token"));
        await _api.VerifyAsync(Guid.Parse((await _api.GetAsync(grace, "/users/me")).Member("id")));
        await Mailbox.WaitAsync(async () =>
        {
            _api.AdvanceOneSecond();
            return (await ListedAsync(grace)).Count == 3;
        });
        Assert.Equal("Mind the dog", (await _api.GetAsync(grace, $"/bookings/{ids[2]}")).Member("notes"));
        var moved = await _api.PostAsync(grace, $"/bookings/{ids[0]}/reschedule", new JsonObject { ["slot"] = "2030-05-06T12:00:00Z", ["scope"] = "all" });
        Assert.True(moved.Status == 200, moved.Text);
        Assert.Equal(200, (await _api.PostAsync(grace, $"/bookings/{ids[0]}/cancel", new JsonObject { ["scope"] = "all" })).Status);
        Assert.Equal(3, (await BookedAsync(await _api.NewPersonAsync(), "2030-05-06T12:00:00Z")).Length);
    }

    [Fact]
    public async Task Erasing_the_customer_cancels_the_series_in_all_calendars()
    {
        var person = await _api.NewPersonAsync();
        var ids = await BookedAsync(person, fields: [("notes", "Mind the cat")]);
        var erased = await _api.SendAsync(new Call("DELETE", $"/users/{person.Id}") { Token = _admin.Token });
        Assert.True(erased.Status is 200 or 202 or 204, erased.Text);
        await Mailbox.WaitAsync(async () =>
        {
            _api.AdvanceOneSecond();
            return (await _api.GetAsync(_admin, $"/bookings/{ids[2]}")).Member("status") == "cancelled";
        });
        foreach (var id in ids)
        {
            var shown = await _api.GetAsync(_admin, $"/bookings/{id}");
            Assert.Equal(("cancelled", null), (shown.Member("status"), (string?)shown.Json["notes"]));
        }

        Assert.Equal(3, (await BookedAsync(await _api.NewPersonAsync())).Length);
    }

    private static JsonObject Resource(string id, string kind)
    {
        var resource = CatalogueCalls.OpenRoundTheClock(id);
        resource["kind"] = kind;
        return resource;
    }

    private static async Task<(int, string)> CodeAsync(Task<Answer> sent) => (await sent) is var answer ? (answer.Status, answer.Member("code")) : default;

    private async Task<string[]> BookedAsync(Person person, string slot = "2030-05-06T10:00:00Z", int count = 3, params (string Name, JsonNode Value)[] fields)
    {
        var request = new JsonObject { ["service_id"] = "cut", ["slot"] = slot, ["rule"] = $"FREQ=WEEKLY;COUNT={count}" };
        foreach (var (name, value) in fields)
        {
            request[name] = value;
        }

        var booked = await _api.PostAsync(person, "/bookings/series", request);
        Assert.True(booked.Status == 201, booked.Text);
        return [.. booked.Json["bookings"]!.AsArray().Select(b => (string)b!["id"]!)];
    }

    private async Task<List<JsonNode>> ListedAsync(Person person) =>
        [.. (await _api.GetAsync(person, "/bookings")).Json["bookings"]!.AsArray().Select(b => b!).OrderBy(b => (string)b["recurrence_id"]!, StringComparer.Ordinal)];

    private static string Shown(JsonNode booking) => $"{(string)booking["slot"]!}"[5..16] + $" {booking["status"]}";

    private static string ResourcesOf(JsonNode booking) => string.Join(' ', booking["resources"]!.AsArray().Select(r => (string)r!["resource_id"]!));
}

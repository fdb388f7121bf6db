using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;
using NodaTime;

namespace BookingEngine.Tests.Catalogue;

public sealed class ResourceTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();
    private Person _admin = null!;

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _admin = await _api.AdminAsync();
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task The_default_resource_is_open_round_the_clock()
    {
        var answer = await _api.GetAsync(await _api.NewPersonAsync(), "/resources/default");

        Assert.Equal((200, "\"0\""), (answer.Status, answer.Header("ETag")));
        Assert.Equal("""{"id":"default","name":"Default","kind":"resource","location_id":"default","capacity":1}""",
            new JsonObject(answer.Json.Take(5).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))).ToJsonString());
        Assert.All(answer.Json["weekly_hours"]!.AsObject(), day => Assert.Equal("""[["00:00","24:00"]]""", day.Value!.ToJsonString()));
        Assert.DoesNotContain("calendar-default", await _api.StreamsAsync());
    }

    [Fact]
    public async Task A_resource_keeps_every_member()
    {
        var full = Full("chair-1");
        await _api.PostAsync(_admin, "/locations", CatalogueCalls.Location("elsewhere"));

        (await _api.PostAsync(_admin, "/resources", full)).AssertIs(201, Full("chair-1"));
        (await _api.GetAsync(_admin, "/resources/chair-1")).AssertIs(200, Full("chair-1"));
        Assert.Equal(["resource-created.v1"], (await _api.EventsAsync("calendar-chair-1")).Select(e => e.Type));
    }

    [Fact]
    public async Task The_version_of_a_resource_ignores_bookings()
    {
        var person = await _api.NewPersonAsync();
        await _api.BookAsync(person, "2031-03-03T10:00:00Z");
        var changed = await _api.PutAsync(_admin, "/resources/default", CatalogueCalls.Resource(), "\"0\"");
        await _api.BookAsync(person, "2031-03-03T11:00:00Z");

        Assert.Equal((200, "\"1\""), (changed.Status, changed.Header("ETag")));
        Assert.Equal("\"1\"", (await _api.GetAsync(_admin, "/resources/default")).Header("ETag"));
        var renamed = CatalogueCalls.Resource();
        renamed["name"] = "Chair 2";
        Assert.Equal("\"2\"", (await _api.PutAsync(_admin, "/resources/default", renamed, "\"1\"")).Header("ETag"));
        Assert.Equal(2, (await _api.ListAsync(person)).SlotsOf().Length);
    }

    [Fact]
    public async Task Time_off_over_a_booking_is_accepted_with_the_conflict_listed()
    {
        var person = await _api.NewPersonAsync();
        var booked = await _api.BookAsync(person, "2031-03-03T10:00:00Z");
        await _api.BookAsync(person, "2031-03-03T10:30:00Z");
        var before = await _api.ListAsync(person);

        var off = CatalogueCalls.Resource();
        off["time_off"] = new JsonArray(TimeOff("2031-03-03T09:00:00Z", "2031-03-03T10:30:00Z"), TimeOff("2031-03-03T11:00:00Z", "2031-03-03T12:00:00Z"));
        var answer = await _api.PutAsync(_admin, "/resources/default", off, "\"0\"");

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            new JsonArray(new JsonObject { ["id"] = booked.Member("id"), ["slot"] = "2031-03-03T10:00:00Z", ["end"] = "2031-03-03T10:30:00Z" }).ToJsonString(),
            answer.Json["conflicts"]!.ToJsonString());
        Assert.False((await _api.GetAsync(_admin, "/resources/default")).Json.ContainsKey("conflicts"));
        Assert.Equal(before.Text, (await _api.ListAsync(person)).Text);
    }

    [Fact]
    public async Task A_resource_is_retired_without_future_bookings_and_then_accepts_none()
    {
        var person = await _api.NewPersonAsync();
        var booked = await _api.BookAsync(person, "2030-05-01T13:00:00Z");
        var retired = CatalogueCalls.Resource();
        retired["active"] = false;

        var refused = await _api.PutAsync(_admin, "/resources/default", retired, "\"0\"");

        Assert.Equal((409, "resource_has_bookings"), (refused.Status, refused.Member("code")));
        Assert.Equal(
            new JsonArray(new JsonObject { ["id"] = booked.Member("id"), ["slot"] = "2030-05-01T13:00:00Z", ["end"] = "2030-05-01T13:30:00Z" }).ToJsonString(),
            refused.Json["bookings"]!.ToJsonString());
        Assert.Single(await _api.EventsAsync("calendar-default"));

        _api.Clock.Advance(TimeSpan.FromMinutes(61));
        (person, _admin) = (person with { Token = (await _api.SignInAsync(person.Email)).Member("access_token") }, await _api.AdminAsync());
        Assert.Equal(200, (await _api.PutAsync(_admin, "/resources/default", retired, "\"0\"")).Status);
        (await _api.BookAsync(person, "2031-03-03T10:00:00Z")).AssertProblem(422, "resource_inactive", "The resource takes no more bookings. Choose another, or leave it out.");
        Assert.Equal(404, (await _api.GetAsync(person, "/resources/default")).Status);
        Assert.Single((await _api.ListAsync(person)).SlotsOf());

        Assert.Equal(200, (await _api.PutAsync(_admin, "/resources/default", CatalogueCalls.Resource(), "\"1\"")).Status);
        Assert.Equal(201, (await _api.BookAsync(person, "2031-03-03T10:00:00Z")).Status);
    }

    [Fact]
    public async Task Concurrent_retirement_and_booking_never_leave_a_booking_behind()
    {
        for (var round = 0; round < 10; round++)
        {
            var person = await _api.NewPersonAsync();
            var (retired, tag) = (RoundTheClock(), (await _api.GetAsync(_admin, "/resources/default")).Header("ETag"));
            (retired["active"], retired["name"]) = (false, $"Chair {round}");
            var booking = _api.BookAsync(person, People.NewSlot());
            var retiring = _api.PutAsync(_admin, "/resources/default", retired, tag);
            await Task.WhenAll(booking, retiring);

            Assert.Contains(((await booking).Status, (await retiring).Status), new[] { (201, 409), (422, 200) });
            if ((await booking).Status == 201)
            {
                return;
            }

            await _api.PutAsync(_admin, "/resources/default", RoundTheClock(), (await retiring).Header("ETag"));
        }
    }

    [Fact]
    public async Task The_location_of_a_resource_must_exist()
    {
        var body = CatalogueCalls.Resource("chair-1");
        body["location_id"] = "nowhere";

        (await _api.PostAsync(_admin, "/resources", body)).AssertProblem(422, "unknown_location", "There is no location nowhere. Choose an existing one.");
        await _api.PostAsync(_admin, "/locations", CatalogueCalls.Location("nowhere"));
        body["placements"] = new JsonArray(new JsonObject { ["from"] = "2031-10-06", ["to"] = "2031-10-13", ["location_id"] = "mars" });
        (await _api.PostAsync(_admin, "/resources", body)).AssertProblem(422, "unknown_location", "There is no location mars. Choose an existing one.");
        (await _api.PutAsync(_admin, "/resources/default", SalonFixture.With(body, ("id", "default")), "*")).AssertProblem(
            422, "unknown_location", "There is no location mars. Choose an existing one.");
        (body["id"], body["placements"]) = ("chair-1", new JsonArray());
        Assert.Equal(201, (await _api.PostAsync(_admin, "/resources", body)).Status);
    }

    private static JsonObject RoundTheClock()
    {
        var resource = CatalogueCalls.Resource();
        resource["weekly_hours"] = new JsonObject(
            Enum.GetNames<DayOfWeek>().Select(day => KeyValuePair.Create(day.ToLowerInvariant(), (JsonNode?)CatalogueCalls.Intervals("00:00-24:00"))));
        return resource;
    }

    private static JsonObject TimeOff(string from, string to, string? reason = null) => new() { ["from"] = from, ["to"] = to, ["reason"] = reason };

    private static JsonObject Full(string id) => new()
    {
        ["id"] = id,
        ["name"] = "Chair 1",
        ["kind"] = "chair",
        ["location_id"] = "default",
        ["capacity"] = 2,
        ["weekly_hours"] = new JsonObject
        {
            ["monday"] = CatalogueCalls.Intervals("09:00-12:00", "13:00-17:00"),
            ["tuesday"] = new JsonArray(),
            ["wednesday"] = CatalogueCalls.Intervals("00:00-24:00"),
            ["thursday"] = CatalogueCalls.Intervals("00:00-24:00"),
            ["friday"] = CatalogueCalls.Intervals("22:00-06:00"),
            ["saturday"] = CatalogueCalls.Intervals("06:00-07:00"),
            ["sunday"] = CatalogueCalls.Intervals("18:00-00:00"),
        },
        ["seasonal_hours"] = new JsonArray(new JsonObject
        {
            ["from"] = "2031-06-01",
            ["to"] = "2031-09-01",
            ["weekly_hours"] = new JsonObject(Enum.GetNames<IsoDayOfWeek>().Skip(1).Select(day => KeyValuePair.Create(
                day.ToLowerInvariant(), (JsonNode?)CatalogueCalls.Intervals("08:00-12:00")))),
        }),
        ["overrides"] = new JsonArray(
            new JsonObject { ["date"] = "2028-02-29", ["intervals"] = CatalogueCalls.Intervals("10:00-14:00") },
            new JsonObject { ["date"] = "2031-12-25", ["intervals"] = new JsonArray() }),
        ["time_off"] = new JsonArray(TimeOff("2031-07-01T00:00:00Z", "2031-07-15T00:00:00Z", "Holidays")),
        ["placements"] = new JsonArray(new JsonObject { ["from"] = "2031-10-06", ["to"] = "2031-10-13", ["location_id"] = "elsewhere" }),
        ["active"] = true,
        ["booking_limits"] = new JsonArray(new JsonObject { ["per"] = "month", ["count"] = 100, ["minutes"] = 6_000 }),
    };
}

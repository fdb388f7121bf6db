using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;
using NodaTime;

namespace BookingEngine.Tests.Catalogue;

public sealed class ResourceTests : AdministratorTests
{
    [Fact]
    public async Task The_default_resource_is_open_round_the_clock()
    {
        var answer = await Api.GetAsync(await Api.NewPersonAsync(), "/resources/default");

        Assert.Equal((200, "\"0\""), (answer.Status, answer.Header("ETag")));
        Assert.Equal("""{"id":"default","name":"Default","kind":"resource","location_id":"default","capacity":1}""",
            new JsonObject(answer.Json.Take(5).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))).ToJsonString());
        Assert.All(answer.Json["weekly_hours"]!.AsObject(), day => Assert.Equal("""[["00:00","24:00"]]""", day.Value!.ToJsonString()));
        Assert.DoesNotContain("calendar-default", await Api.StreamsAsync());
    }

    [Fact]
    public async Task A_resource_keeps_every_member()
    {
        var full = Full("chair-1");
        await Api.PostAsync(Admin, "/locations", CatalogueCalls.Location("elsewhere"));

        (await Api.PostAsync(Admin, "/resources", full)).AssertIs(201, Full("chair-1"));
        (await Api.GetAsync(Admin, "/resources/chair-1")).AssertIs(200, Full("chair-1"));
        Assert.Equal(["resource-created.v1"], (await Api.EventsAsync("calendar-chair-1")).Select(e => e.Type));
    }

    [Fact]
    public async Task The_version_of_a_resource_ignores_bookings()
    {
        var person = await Api.NewPersonAsync();
        await Api.BookAsync(person, "2031-03-03T10:00:00Z");
        var changed = await Api.PutAsync(Admin, "/resources/default", CatalogueCalls.Resource(), "\"0\"");
        await Api.BookAsync(person, "2031-03-03T11:00:00Z");

        Assert.Equal((200, "\"1\""), (changed.Status, changed.Header("ETag")));
        Assert.Equal("\"1\"", (await Api.GetAsync(Admin, "/resources/default")).Header("ETag"));
        var renamed = CatalogueCalls.Resource();
        renamed["name"] = "Chair 2";
        Assert.Equal("\"2\"", (await Api.PutAsync(Admin, "/resources/default", renamed, "\"1\"")).Header("ETag"));
        Assert.Equal(2, (await Api.ListAsync(person)).SlotsOf().Length);
    }

    [Fact]
    public async Task Time_off_over_a_booking_is_accepted_with_the_conflict_listed()
    {
        var person = await Api.NewPersonAsync();
        var booked = await Api.BookAsync(person, "2031-03-03T10:00:00Z");
        await Api.BookAsync(person, "2031-03-03T10:30:00Z");
        var before = await Api.ListAsync(person);

        var off = CatalogueCalls.Resource();
        off["time_off"] = new JsonArray(TimeOff("2031-03-03T09:00:00Z", "2031-03-03T10:30:00Z"), TimeOff("2031-03-03T11:00:00Z", "2031-03-03T12:00:00Z"));
        var answer = await Api.PutAsync(Admin, "/resources/default", off, "\"0\"");

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            new JsonArray(new JsonObject { ["id"] = booked.Member("id"), ["slot"] = "2031-03-03T10:00:00Z", ["end"] = "2031-03-03T10:30:00Z" }).ToJsonString(),
            answer.Json["conflicts"]!.ToJsonString());
        Assert.False((await Api.GetAsync(Admin, "/resources/default")).Json.ContainsKey("conflicts"));
        Assert.Equal(before.Text, (await Api.ListAsync(person)).Text);
    }

    [Fact]
    public async Task A_resource_is_retired_without_future_bookings_and_then_accepts_none()
    {
        var person = await Api.NewPersonAsync();
        var booked = await Api.BookAsync(person, "2030-05-01T13:00:00Z");
        var retired = CatalogueCalls.Resource();
        retired["active"] = false;

        var refused = await Api.PutAsync(Admin, "/resources/default", retired, "\"0\"");

        Assert.Equal((409, "resource_has_bookings"), (refused.Status, refused.Member("code")));
        Assert.Equal(
            new JsonArray(new JsonObject { ["id"] = booked.Member("id"), ["slot"] = "2030-05-01T13:00:00Z", ["end"] = "2030-05-01T13:30:00Z" }).ToJsonString(),
            refused.Json["bookings"]!.ToJsonString());
        Assert.Single(await Api.EventsAsync("calendar-default"));

        Api.Clock.Advance(TimeSpan.FromMinutes(61));
        (person, Admin) = (person with { Token = (await Api.SignInAsync(person.Email)).Member("access_token") }, await Api.AdminAsync());
        Assert.Equal(200, (await Api.PutAsync(Admin, "/resources/default", retired, "\"0\"")).Status);
        (await Api.BookAsync(person, "2031-03-03T10:00:00Z")).AssertProblem(422, "resource_inactive", "The resource takes no more bookings. Choose another, or leave it out.");
        Assert.Equal(404, (await Api.GetAsync(person, "/resources/default")).Status);
        Assert.Single((await Api.ListAsync(person)).SlotsOf());

        Assert.Equal(200, (await Api.PutAsync(Admin, "/resources/default", CatalogueCalls.Resource(), "\"1\"")).Status);
        Assert.Equal(201, (await Api.BookAsync(person, "2031-03-03T10:00:00Z")).Status);
    }

    [Fact]
    public async Task Concurrent_retirement_and_booking_never_leave_a_booking_behind()
    {
        for (var round = 0; round < 10; round++)
        {
            var person = await Api.NewPersonAsync();
            var (retired, tag) = (RoundTheClock(), (await Api.GetAsync(Admin, "/resources/default")).Header("ETag"));
            (retired["active"], retired["name"]) = (false, $"Chair {round}");
            var booking = Api.BookAsync(person, People.NewSlot());
            var retiring = Api.PutAsync(Admin, "/resources/default", retired, tag);
            await Task.WhenAll(booking, retiring);

            Assert.Contains(((await booking).Status, (await retiring).Status), new[] { (201, 409), (422, 200) });
            if ((await booking).Status == 201)
            {
                return;
            }

            await Api.PutAsync(Admin, "/resources/default", RoundTheClock(), (await retiring).Header("ETag"));
        }
    }

    [Fact]
    public async Task The_location_of_a_resource_must_exist()
    {
        var body = CatalogueCalls.Resource("chair-1");
        body["location_id"] = "nowhere";

        (await Api.PostAsync(Admin, "/resources", body)).AssertProblem(422, "unknown_location", "There is no location nowhere. Choose an existing one.");
        await Api.PostAsync(Admin, "/locations", CatalogueCalls.Location("nowhere"));
        body["placements"] = new JsonArray(new JsonObject { ["from"] = "2031-10-06", ["to"] = "2031-10-13", ["location_id"] = "mars" });
        (await Api.PostAsync(Admin, "/resources", body)).AssertProblem(422, "unknown_location", "There is no location mars. Choose an existing one.");
        (await Api.PutAsync(Admin, "/resources/default", SalonFixture.With(body, ("id", "default")), "*")).AssertProblem(
            422, "unknown_location", "There is no location mars. Choose an existing one.");
        (body["id"], body["placements"]) = ("chair-1", new JsonArray());
        Assert.Equal(201, (await Api.PostAsync(Admin, "/resources", body)).Status);
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

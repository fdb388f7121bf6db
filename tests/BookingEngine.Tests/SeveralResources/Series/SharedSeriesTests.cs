using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.SeveralResources.Series;

/// <summary>Series of a service that takes one of two chairs and one of two rooms, by the API.</summary>
public sealed class SharedSeriesTests : SalonTests
{
    private const string Weekly = "FREQ=WEEKLY;COUNT=4";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var room in new[] { "room-1", "room-2" })
        {
            var body = SalonFixture.With(CatalogueCalls.OpenRoundTheClock(room), ("kind", "Room"));
            Assert.Equal(201, (await Salon.SendAsync(SalonFixture.Admin, Call.PostJson("/resources", body.ToJsonString()))).Status);
        }

        await Salon.ServiceAsync("cut", ("resource_ids", null), ("needs", Needs()));
    }

    [Fact]
    public async Task A_series_has_the_same_resources_and_one_commit_in_each_calendar()
    {
        var booked = await BookAsync(SalonFixture.Ada);
        Assert.Equal(201, booked.Status);
        var bookings = booked.Json["bookings"]!.AsArray();
        Assert.Equal(["05-06T10:00", "05-13T10:00", "05-20T10:00", "05-27T10:00"], bookings.Select(Shown));
        Assert.Equal(["chair-1 room-1"], bookings.Select(ResourcesOf).Distinct());
        Assert.Equal(["booking-made.v1*4"], await Salon.TypesAsync("room-1"));
        Assert.Equal(["time-reserved.v1*4", "time-kept.v1*4"], await Salon.TypesAsync("chair-1"));
        foreach (var path in new[] { $"/bookings?series_id={booked.Member("series_id")}", "/bookings?scope=all", "/bookings?resource_id=chair-1", "/bookings?resource_id=room-1" })
        {
            var listed = (await Salon.GetAsync(SalonFixture.Admin, path)).Json["bookings"]!.AsArray();
            Assert.Equal((path, bookings.ToJsonString()), (path, listed.ToJsonString()));
        }

        Assert.Empty((await Salon.GetAsync(SalonFixture.Admin, "/bookings?resource_id=room-2")).Json["bookings"]!.AsArray());
        var one = await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{bookings[2]!["id"]}");
        Assert.Equal(("chair-1 room-1", booked.Member("series_id")), (ResourcesOf(one.Json), one.Member("series_id")));
        var history = await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{bookings[3]!["id"]}/history");
        Assert.Equal(booked.Member("series_id"), (string)Assert.Single(history.Json["entries"]!.AsArray())!["operation_id"]!);
    }

    [Fact]
    public async Task A_year_of_days_is_one_series()
    {
        var booked = await BookAsync(SalonFixture.Ada, "FREQ=DAILY;COUNT=366", ("notes", new string('n', 2_000)));
        Assert.Equal((201, 366), (booked.Status, booked.Json["bookings"]!.AsArray().Count));
        Assert.Equal(["time-reserved.v1*366", "time-kept.v1*366"], await Salon.TypesAsync("chair-1"));
        Assert.Equal(366, (await Salon.GetAsync(SalonFixture.Ada, "/bookings")).Json["bookings"]!.AsArray().Count);
        Assert.Equal(100, (await Salon.GetAsync(SalonFixture.Admin, "/bookings?resource_id=chair-1&limit=100")).Json["bookings"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_resources_are_those_that_are_free_at_each_time()
    {
        await Salon.BookAsync(SalonFixture.Ben, "2030-05-13T10:00:00Z", ("resource_id", null), ("resource_ids", new JsonArray("chair-1", "room-1")));
        await Salon.BookAsync(SalonFixture.Ben, "2030-05-20T10:00:00Z", ("resource_id", null), ("resource_ids", new JsonArray("chair-1", "room-2")));
        var refused = await BookAsync(SalonFixture.Ada);
        Assert.Equal((409, "series_unavailable", "05-13T10:00 taken"), (refused.Status, refused.Member("code"), Assert.Single(Skipped(refused, "reasons"))));
        Assert.Empty((await Salon.GetAsync(SalonFixture.Ada, "/bookings")).Json["bookings"]!.AsArray());
        var shorter = await BookAsync(SalonFixture.Ada, "FREQ=WEEKLY;COUNT=2");
        Assert.Equal(["chair-2 room-2"], shorter.Json["bookings"]!.AsArray().Select(ResourcesOf).Distinct());
    }

    [Fact]
    public async Task With_skipping_the_resources_that_meet_most_times_are_booked()
    {
        await Salon.BookAsync(SalonFixture.Ben, "2030-05-13T10:00:00Z", ("resource_id", null), ("resource_ids", new JsonArray("chair-1", "room-1")));
        await Salon.BookAsync(SalonFixture.Ben, "2030-05-20T10:00:00Z", ("resource_id", null), ("resource_ids", new JsonArray("chair-1", "room-1")));
        await Salon.BookAsync(SalonFixture.Ben, "2030-05-27T10:00:00Z", ("resource_id", null), ("resource_ids", new JsonArray("chair-2", "room-2")));
        var booked = await BookAsync(SalonFixture.Ada, Weekly, ("on_conflict", "skip"));
        Assert.Equal(201, booked.Status);
        Assert.Equal(["chair-2 room-2"], booked.Json["bookings"]!.AsArray().Select(ResourcesOf).Distinct());
        Assert.Equal("05-27T10:00 taken", Assert.Single(Skipped(booked)));
        var named = await BookAsync(SalonFixture.Stella, Weekly, ("on_conflict", "skip"), ("resource_ids", new JsonArray("chair-1")));
        Assert.Equal(["chair-1 room-1"], named.Json["bookings"]!.AsArray().Select(ResourcesOf).Distinct());
        Assert.Equal(["05-13T10:00 taken", "05-20T10:00 taken"], Skipped(named));
    }

    [Fact]
    public async Task Limits_count_each_booking_once()
    {
        await Salon.ServiceAsync(
            "colour", ("resource_ids", null), ("needs", Needs()), ("limits", new JsonObject { ["active"] = 3 }),
            ("booking_limits", new JsonArray(new JsonObject { ["per"] = "week", ["count"] = 1 })));
        var refused = await BookAsync(SalonFixture.Ada, Weekly, ("service_id", "colour"));
        Assert.Equal((409, "05-27T10:00 limit"), (refused.Status, Assert.Single(Skipped(refused, "reasons"))));
        Assert.Equal(201, (await BookAsync(SalonFixture.Ada, "FREQ=WEEKLY;COUNT=3", ("service_id", "colour"))).Status);
        Assert.Equal(409, (await BookAsync(SalonFixture.Ada, "FREQ=WEEKLY;COUNT=1", ("service_id", "colour"), ("slot", "2030-07-01T10:00:00Z"))).Status);
        var other = await BookAsync(SalonFixture.Ben, "FREQ=WEEKLY;COUNT=3", ("service_id", "colour"), ("slot", "2030-05-14T10:00:00Z"), ("on_conflict", "skip"));
        Assert.Equal((201, "05-28T10:00"), (other.Status, Shown(Assert.Single(other.Json["bookings"]!.AsArray()))));
    }

    [Fact]
    public async Task The_same_key_gets_the_same_series()
    {
        var key = $"{Guid.CreateVersion7()}";
        var (first, second) = (await WithKeyAsync(key), await WithKeyAsync(key));
        Assert.Equal((201, first.Text), (second.Status, second.Text));
        Assert.Equal(4, (await Salon.GetAsync(SalonFixture.Ada, "/bookings")).Json["bookings"]!.AsArray().Count);
    }

    [Fact]
    public async Task Staff_book_over_all_calendars_and_for_guests()
    {
        Assert.Equal(201, (await BookAsync(SalonFixture.Ada)).Status);
        Assert.Equal(201, (await BookAsync(SalonFixture.Ben)).Status);
        Assert.Equal(409, (await BookAsync(SalonFixture.Admin)).Status);
        var forced = await BookAsync(SalonFixture.Admin, Weekly, ("override", true), ("guest", new JsonObject { ["name"] = "Gwen", ["email"] = "gwen@example.com" }));
        Assert.Equal((201, 4), (forced.Status, forced.Json["bookings"]!.AsArray().Count(b => b!["override"]!.GetValue<bool>())));
        Assert.Equal((403, "override_forbidden"), await BookAsync(SalonFixture.Ada, Weekly, ("override", true)).CodeAsync());
    }

    [Fact]
    public async Task What_is_no_series_of_several_resources_is_refused()
    {
        await Salon.ServiceAsync("wash");
        Assert.Equal((422, "one_resource"), await BookAsync(SalonFixture.Ada, Weekly, ("service_id", "wash"), ("resource_ids", new JsonArray("chair-1"))).CodeAsync());
        Assert.Equal((422, "service_not_offered"), await BookAsync(SalonFixture.Ada, Weekly, ("resource_ids", new JsonArray("chair-9"))).CodeAsync());
        Assert.Equal((422, "rule_start_mismatch"), await BookAsync(SalonFixture.Ada, "FREQ=WEEKLY;COUNT=4;BYDAY=TU").CodeAsync());
        Assert.Empty((await Salon.GetAsync(SalonFixture.Ada, "/bookings")).Json["bookings"]!.AsArray());
    }

    private Task<Answer> WithKeyAsync(string key)
    {
        var body = $$"""{"slot":"{{SalonFixture.Ten}}","service_id":"cut","rule":"{{Weekly}}"}""";
        return Salon.SendAsync(SalonFixture.Ada, Call.PostJson("/bookings/series", body) with { Headers = [("Idempotency-Key", key)] });
    }

    private static JsonArray Needs() => [new JsonObject { ["resource_ids"] = new JsonArray("chair-1", "chair-2"), ["count"] = 1 }, new JsonObject { ["kind"] = "room" }];

    private Task<Answer> BookAsync(string person, string rule = Weekly, params (string Name, JsonNode? Value)[] fields) =>
        Salon.PostAsync(person, "/bookings/series", [("rule", rule), ("slot", SalonFixture.Ten), ("service_id", "cut"), .. fields]);

    private static string Shown(JsonNode? booking) => $"{(string)booking!["slot"]!}"[5..16];

    private static string ResourcesOf(JsonNode? booking) => string.Join(' ', booking!["resources"]!.AsArray().Select(r => (string)r!["resource_id"]!));

    private static string[] Skipped(Answer answer, string member = "skipped") =>
        [.. answer.Json[member]!.AsArray().Select(s => $"{(string)s!["local_start"]!}"[5..16] + $" {s["reason"]}")];
}

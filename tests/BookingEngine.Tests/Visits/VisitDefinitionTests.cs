using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Visits;

/// <summary>Which visits can be defined.</summary>
public sealed class VisitDefinitionTests : SalonTests
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Salon.ServiceAsync("wash");
        await Salon.ServiceAsync("trim");
    }

    [Theory]
    [InlineData("duration", "45")]
    [InlineData("resource_ids", """["chair-1"]""")]
    [InlineData("needs", """[{"kind":"room"}]""")]
    [InlineData("capacity", "3")]
    [InlineData("buffer_after", "5")]
    [InlineData("pending_blocks", "false")]
    [InlineData("price", """{"amount":5,"currency":"EUR"}""")]
    [InlineData("booking_limits", """[{"per":"day","count":5}]""")]
    public async Task A_field_that_follows_from_the_segments_is_refused_with_them(string field, string value)
    {
        var refused = await CreateVisitAsync([Segment("wash"), Segment("trim")], (field, JsonNode.Parse(value)));
        Assert.Equal((422, field), (refused.Status, refused.Json["errors"]!.AsObject().Single().Key));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""[{"service_id":"wash"}]""")]
    [InlineData("""[{"service_id":"wash"},{"service_id":"trim","with":"other"}]""")]
    [InlineData("""[{"service_id":"wash","with":"same"},{"service_id":"trim"}]""")]
    [InlineData("""[{"service_id":"wash"},{}]""")]
    [InlineData("""[{"service_id":"wash"},{"service_id":"wash"},{"service_id":"wash"},{"service_id":"wash"},{"service_id":"wash"},{"service_id":"wash"},{"service_id":"wash"}]""")]
    public async Task Segments_that_are_no_visit_are_refused(string segments)
    {
        var refused = await CreateVisitAsync(JsonNode.Parse(segments)!.AsArray());
        Assert.Equal(422, refused.Status);
        Assert.StartsWith("segments", refused.Json["errors"]!.AsObject().First().Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_not_plain_is_no_segment()
    {
        await Salon.ServiceAsync("yoga", ("capacity", 8));
        await Salon.ServiceAsync("limited", ("limits", new JsonObject { ["per_day"] = 1 }));
        await Salon.ServiceAsync("counted", ("booking_limits", new JsonArray(new JsonObject { ["per"] = "day", ["count"] = 1 })));
        await Salon.ServiceAsync("both", ("resource_ids", null), ("needs", new JsonArray(new JsonObject { ["resource_ids"] = new JsonArray("chair-1") })));
        await Salon.ServiceAsync("retired", ("active", false));
        Assert.Equal(201, (await CreateVisitAsync([Segment("wash"), Segment("trim")])).Status);
        Assert.Equal(201, (await CreateVisitAsync([Segment("wash"), Segment("limited")], ("id", "within"))).Status);
        foreach (var service in new[] { "yoga", "counted", "both", "retired", "visit" })
        {
            Assert.Equal((service, 422, "segment_not_possible"), await CodeAsync(service));
        }

        Assert.Equal(("nothing", 422, "unknown_segment"), await CodeAsync("nothing"));
    }

    [Fact]
    public async Task A_visit_is_no_segment_of_itself()
    {
        Assert.Equal(201, (await CreateVisitAsync([Segment("wash"), Segment("trim")])).Status);
        var circular = Visit("visit", [Segment("wash"), Segment("visit")]).ToJsonString();
        Assert.Equal((422, "segment_not_possible"), await Salon.SendAsync(SalonFixture.Admin, Call.PutJson("/services/visit", circular, "*")).CodeAsync());
    }

    [Fact]
    public async Task Segments_at_different_locations_are_no_visit()
    {
        Assert.Equal(201, (await Salon.SendAsync(SalonFixture.Admin, Call.PostJson("/locations", CatalogueCalls.Location("mitte").ToJsonString()))).Status);
        var away = SalonFixture.With(CatalogueCalls.OpenRoundTheClock("away"), ("location_id", "mitte"));
        Assert.Equal(201, (await Salon.SendAsync(SalonFixture.Admin, Call.PostJson("/resources", away.ToJsonString()))).Status);
        await Salon.ServiceAsync("there", ("resource_ids", new JsonArray("away")));
        Assert.Equal(("there", 422, "segments_apart"), await CodeAsync("there"));
    }

    [Fact]
    public async Task Segments_of_more_than_a_year_together_are_no_visit()
    {
        const int Year = 365 * 24 * 60;
        await Salon.ServiceAsync("long", ("duration", Year - 60));
        await Salon.ServiceAsync("hour", ("duration", 60));
        await Salon.ServiceAsync("longer", ("duration", Year - 59));
        Assert.Equal(("longer", 422, "segments_too_long"), await CodeAsync("longer", "hour"));
        Assert.Equal(201, (await CreateVisitAsync([Segment("long"), Segment("hour")])).Status);

        // A segment that becomes longer ends the offer.
        var longer = SalonFixture.With((await Salon.GetAsync(SalonFixture.Admin, "/services/hour")).Json, ("duration", 61));
        Assert.Equal(200, (await Salon.SendAsync(SalonFixture.Admin, Call.PutJson("/services/hour", longer.ToJsonString(), "*"))).Status);
        Assert.Equal((422, "service_inactive"), await Salon.PostAsync(SalonFixture.Admin, "/bookings", ("service_id", "visit"), ("slot", SalonFixture.Ten)).CodeAsync());
    }

    [Fact]
    public async Task A_visit_is_not_booked_as_a_series()
    {
        Assert.Equal(201, (await CreateVisitAsync([Segment("wash"), Segment("trim")])).Status);
        var series = await Salon.PostAsync(
            SalonFixture.Ada, "/bookings/series", ("service_id", "visit"), ("slot", SalonFixture.Ten), ("rule", "FREQ=DAILY;COUNT=2"));
        Assert.Equal((422, "needs_not_repeated"), (series.Status, series.Member("code")));
    }

    private async Task<(string, int, string)> CodeAsync(string service, string first = "wash")
    {
        var (status, code) = await CreateVisitAsync([Segment(first), Segment(service)], ("id", "other")).CodeAsync();
        return (service, status, code);
    }

    private Task<Answer> CreateVisitAsync(JsonArray segments, params (string Name, JsonNode? Value)[] fields) =>
        Salon.SendAsync(SalonFixture.Admin, Call.PostJson("/services", SalonFixture.With(Visit("visit", segments), fields).ToJsonString()));

    private static JsonObject Visit(string id, JsonArray segments) => new() { ["id"] = id, ["name"] = "Visit", ["segments"] = segments };

    private static JsonObject Segment(string service) => new() { ["service_id"] = service };
}

using System.Text.Json.Nodes;
using BookingEngine.Tests.Availability;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using static BookingEngine.Tests.Placements.TravellingResource;

namespace BookingEngine.Tests.Placements;

public sealed class PlacementSearchTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Hours_of_placed_dates_are_local_time_at_the_other_location()
    {
        var id = await api.NewInBerlinAsync("09:00-11:00");
        await api.PlaceAsync(id, "2030-06-10", "2030-06-12", NewYork);
        Assert.Equal(
            [
                "2030-06-09T07:00:00Z", "2030-06-09T08:00:00Z", "2030-06-10T13:00:00Z", "2030-06-10T14:00:00Z", "2030-06-11T13:00:00Z", "2030-06-11T14:00:00Z",
                "2030-06-12T07:00:00Z", "2030-06-12T08:00:00Z",
            ],
            await api.StartsAsync(id, "2030-06-09", "2030-06-13"));
    }

    [Fact] // 10 June in Auckland begins at 14:00 on 9 June in Berlin, and its hours at 23:00
    public async Task Hours_of_the_last_date_before_a_placement_are_complete()
    {
        var id = await api.NewInBerlinAsync("09:00-11:00", "19:00-20:00");
        await api.PlaceAsync(id, "2030-06-10", "2030-06-11", Auckland);
        Assert.Equal(
            [
                "2030-06-09T07:00:00Z", "2030-06-09T08:00:00Z", "2030-06-09T17:00:00Z", "2030-06-09T21:00:00Z", "2030-06-09T22:00:00Z", "2030-06-10T07:00:00Z",
                "2030-06-11T07:00:00Z", "2030-06-11T08:00:00Z", "2030-06-11T17:00:00Z",
            ],
            await api.StartsAsync(id, "2030-06-09", "2030-06-12"));
    }

    [Fact]
    public async Task Hours_end_when_those_of_the_next_place_begin()
    {
        var id = await api.NewInBerlinAsync("08:00-24:00");
        await api.PlaceAsync(id, "2030-06-10", "2030-06-11", Auckland);
        var starts = await api.StartsAsync(id, "2030-06-09T06:00:00Z", "2030-06-09T23:00:00Z");
        Assert.Equal(17, starts.Length);
        Assert.Equal("2030-06-09T20:00:00Z", starts[14 - 0]); // 8:00 in Auckland
        Assert.Equal(201, (await api.BookAsync(await api.AdminAsync(), id, "2030-06-09T19:00:00Z")).Status); // the last one in Berlin
        Assert.Equal("2030-06-10T08:00:00+12:00", (await api.BookAsync(await api.AdminAsync(), id, "2030-06-09T20:00:00Z")).Member("slot"));
    }

    [Fact]
    public async Task Evening_hours_end_at_midnight_before_a_placement_in_the_same_zone()
    {
        var id = await api.NewServiceAsync("UTC", 120, 60, ["20:00-03:00"]);
        Assert.Equal("2030-06-10T01:00:00Z", (await api.StartsAsync(id, "2030-06-09T12:00:00Z", "2030-06-10T12:00:00Z"))[^1]);
        await api.PlaceAsync(id, "2030-06-10", "2030-06-11", "UTC");
        Assert.Equal("2030-06-09T22:00:00Z", (await api.StartsAsync(id, "2030-06-09T12:00:00Z", "2030-06-10T12:00:00Z"))[^1]);
        Assert.Equal("2030-06-10T22:00:00Z", (await api.StartsAsync(id, "2030-06-10T12:00:00Z", "2030-06-11T12:00:00Z"))[^1]);
    }

    [Fact]
    public async Task No_booking_spans_two_places_though_both_are_open()
    {
        var id = await api.NewServiceAsync("UTC", 120, 60, ["00:00-24:00"]);
        await api.PlaceAsync(id, "2030-06-10", "2030-06-11", "UTC");
        Assert.DoesNotContain("2030-06-09T23:00:00Z", await api.StartsAsync(id, "2030-06-09", "2030-06-10"));
        Assert.Equal((422, "outside_hours"), await Bookings.Refusals.CodeAsync(api.BookAsync(await api.AdminAsync(), id, "2030-06-09T23:00:00Z")));
    }

    [Fact]
    public async Task Placement_at_the_own_location_changes_nothing()
    {
        var id = await api.NewServiceAsync("UTC", 120, 60, ["00:00-24:00"]);
        await api.ChangeAsync(id, ("placements", new JsonArray(Placement("2030-06-10", "2030-06-11", id))));
        Assert.Equal(24, (await api.StartsAsync(id, "2030-06-09", "2030-06-10")).Length);
    }

    [Fact]
    public async Task Overrides_are_local_and_time_off_closes_a_placed_resource()
    {
        var id = await api.NewInBerlinAsync("09:00-11:00");
        await api.PlaceAsync(id, "2030-06-10", "2030-06-13", NewYork);
        await api.ChangeAsync(
            id, ("overrides", JsonNode.Parse("""[{"date":"2030-06-11","intervals":[["20:00","21:00"]]}]""")),
            ("time_off", JsonNode.Parse("""[{"from":"2030-06-10T13:00:00Z","to":"2030-06-10T14:00:00Z"}]""")));
        Assert.Equal(
            ["2030-06-10T14:00:00Z", "2030-06-12T00:00:00Z", "2030-06-12T13:00:00Z", "2030-06-12T14:00:00Z"],
            await api.StartsAsync(id, "2030-06-10", "2030-06-13"));
    }

    [Theory]
    [InlineData("2030-06-09", Berlin)]
    [InlineData("2030-06-10", NewYork)]
    [InlineData("2030-06-10T03:59:00Z", Berlin)] // 10 June begins at 04:00Z in New York
    [InlineData("2030-06-10T04:00:00Z", NewYork)]
    [InlineData("2030-06-12", Berlin)]
    public async Task Default_zone_is_that_of_the_place_when_the_range_begins(string from, string zone)
    {
        var id = await api.NewInBerlinAsync("09:00-11:00");
        await api.PlaceAsync(id, "2030-06-10", "2030-06-12", NewYork);
        var admin = await api.AdminAsync();
        Assert.Equal(zone, (await api.FindAsync(admin, $"service_id={id}&from={from}&to=2030-06-20")).Member("time_zone"));
        Assert.Equal(zone, (await api.NextAsync(admin, $"service_id={id}&from={from}")).Member("time_zone"));
        Assert.Equal(zone, (await api.GetAsync(admin, $"/resources/{id}/calendar?from={from}&to=2030-06-20")).Member("time_zone"));
    }

    [Fact]
    public async Task Dates_of_a_range_are_those_of_the_placement()
    {
        var id = await api.NewInBerlinAsync("20:00-21:00");
        await api.PlaceAsync(id, "2030-06-10", "2030-06-12", NewYork);
        var found = await api.FindAsync(await api.AdminAsync(), $"service_id={id}&from=2030-06-10&to=2030-06-12");
        Assert.Equal(["2030-06-10", "2030-06-11"], found.Dates());
        Assert.Equal(["2030-06-10T20:00:00-04:00", "2030-06-11T20:00:00-04:00"], found.Starts());
    }

    [Theory]
    [InlineData("""[{"from":"2030-06-10","to":"2030-06-10","location_id":"default"}]""", "placements[0].to", "must come after from")]
    [InlineData("""[{"from":"2030-06-10","to":"2030-06-09","location_id":"default"}]""", "placements[0].to", "must come after from")]
    [InlineData("""[{"from":"2030-06-10","location_id":"default"}]""", "placements[0].to", "is required")]
    [InlineData("""[{"from":"2030-06-10","to":"2030-06-11"}]""", "placements[0].location_id", "is required")]
    [InlineData(
        """[{"from":"2030-06-10","to":"2030-06-12","location_id":"default"},{"from":"2030-06-01","to":"2030-06-11","location_id":"default"}]""",
        "placements[1].from", "must not overlap an entry before it")]
    public async Task Invalid_placements_are_refused_with_their_path(string placements, string path, string mustBe)
    {
        var body = CatalogueCalls.Resource();
        body["placements"] = JsonNode.Parse(placements);
        (await api.PostAsync(await api.AdminAsync(), "/resources", body)).AssertInvalidFields((path, mustBe));
    }
}

using System.Text.Json.Nodes;
using BookingEngine.Tests.Availability;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using static BookingEngine.Tests.Placements.TravellingResource;

namespace BookingEngine.Tests.Placements;

public sealed class SeasonalHoursTests(RunningApi api) : IClassFixture<RunningApi>
{
    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    [Fact]
    public async Task Seasonal_hours_replace_the_week_from_their_first_date_to_before_their_last()
    {
        var id = await api.NewServiceAsync("UTC", 60, 60, ["09:00-10:00"]);
        await api.ChangeAsync(id, ("seasonal_hours", new JsonArray(Season("2030-06-10", "2030-06-12", Daily("14:00-15:00")))));
        Assert.Equal(
            ["2030-06-09T09:00:00Z", "2030-06-10T14:00:00Z", "2030-06-11T14:00:00Z", "2030-06-12T09:00:00Z"],
            await api.StartsAsync(id, "2030-06-09", "2030-06-13"));
    }

    [Fact]
    public async Task Override_wins_over_seasonal_hours()
    {
        var id = await api.NewServiceAsync("UTC", 60, 60, ["09:00-10:00"]);
        await api.ChangeAsync(
            id, ("seasonal_hours", new JsonArray(Season("2030-06-10", "2030-06-12", Daily("14:00-15:00")))),
            ("overrides", JsonNode.Parse("""[{"date":"2030-06-11","intervals":[["20:00","21:00"]]}]""")));
        Assert.Equal(["2030-06-10T14:00:00Z", "2030-06-11T20:00:00Z"], await api.StartsAsync(id, "2030-06-10", "2030-06-12"));
    }

    [Fact]
    public async Task Seasonal_hours_apply_where_the_resource_stands_then()
    {
        var id = await api.NewInBerlinAsync("09:00-10:00");
        await api.PlaceAsync(id, "2030-06-10", "2030-06-12", NewYork);
        await api.ChangeAsync(id, ("seasonal_hours", new JsonArray(Season("2030-06-11", "2030-06-13", Daily("14:00-15:00")))));
        Assert.Equal(
            ["2030-06-09T07:00:00Z", "2030-06-10T13:00:00Z", "2030-06-11T18:00:00Z", "2030-06-12T12:00:00Z"],
            await api.StartsAsync(id, "2030-06-09", "2030-06-13"));
    }

    [Fact]
    public async Task Evening_may_run_from_one_season_into_the_next()
    {
        var id = await api.NewServiceAsync("UTC", 60, 60, ["22:00-02:00"]);
        var changed = await api.ChangeAsync(id, ("seasonal_hours", new JsonArray(Season("2030-06-10", "2030-06-11", Daily("02:00-04:00")))));
        Assert.Equal(200, changed.Status);
        Assert.Equal(
            ["2030-06-09T22:00:00Z", "2030-06-09T23:00:00Z", "2030-06-10T00:00:00Z", "2030-06-10T01:00:00Z", "2030-06-10T02:00:00Z", "2030-06-10T03:00:00Z"],
            await api.StartsAsync(id, "2030-06-09T12:00:00Z", "2030-06-11"));
    }

    [Theory] // 10 June 2030 is a Monday
    [InlineData("""[{"from":"2030-06-10","to":"2030-06-10","weekly_hours":{}}]""", "[0].to", "must come after from")]
    [InlineData("""[{"from":"2030-06-10","to":"2030-06-12"}]""", "[0].weekly_hours", "is required")]
    [InlineData(
        """[{"from":"2030-06-10","to":"2030-06-12","weekly_hours":{}},{"from":"2030-06-11","to":"2030-06-13","weekly_hours":{}}]""", "[1].from",
        "must not overlap an entry before it")]
    [InlineData(
        """[{"from":"2030-06-10","to":"2030-06-12","weekly_hours":{"friday":[["09:00","12:00"],["11:00","13:00"]]}}]""", "[0].weekly_hours.friday[1]",
        "must not overlap another interval")]
    [InlineData(
        """[{"from":"2030-06-10","to":"2030-06-12","weekly_hours":{"monday":[["10:00","12:00"],["01:00","02:00"]]}}]""", "[0].weekly_hours.monday[1]",
        "must not overlap an interval of the day before")]
    [InlineData(
        """[{"from":"2030-06-08","to":"2030-06-10","weekly_hours":{"sunday":[["22:00","10:00"]]}}]""", "[0].weekly_hours.sunday[0]",
        "must not overlap an interval of the day after")]
    public async Task Invalid_seasonal_hours_are_refused_with_their_path(string seasons, string path, string mustBe)
    {
        var body = CatalogueCalls.Resource();
        body["weekly_hours"] = JsonNode.Parse("""{"monday":[["09:00","17:00"]],"sunday":[["22:00","01:30"]]}""");
        body["seasonal_hours"] = JsonNode.Parse(seasons);
        (await api.PostAsync(await api.AdminAsync(), "/resources", body)).AssertInvalidFields(($"seasonal_hours{path}", mustBe));
    }

    [Fact]
    public async Task Override_on_the_first_date_cuts_the_evening_before_a_season()
    {
        var body = CatalogueCalls.Resource();
        body["weekly_hours"] = JsonNode.Parse("""{"sunday":[["22:00","03:00"]]}""");
        body["seasonal_hours"] = new JsonArray(Season("2030-06-10", "2030-06-12", JsonNode.Parse("""{"monday":[["01:00","02:00"]]}""")!));
        body["overrides"] = JsonNode.Parse("""[{"date":"2030-06-10","intervals":[]}]""");
        Assert.Equal(201, (await api.PostAsync(await api.AdminAsync(), "/resources", body)).Status);
    }

    private static JsonObject Season(string from, string to, JsonNode week) => new() { ["from"] = from, ["to"] = to, ["weekly_hours"] = week };

    private static JsonObject Daily(params string[] hours) =>
        new(Days.Select(day => KeyValuePair.Create(day, (JsonNode?)CatalogueCalls.Intervals(hours))));
}

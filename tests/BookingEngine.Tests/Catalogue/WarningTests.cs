using System.Text.Json.Nodes;
using BookingEngine.Tests.Availability;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Catalogue;

/// <summary>A valid object that cannot be booked together with the others is written, and the answer says why.</summary>
public sealed class WarningTests(RunningApi api) : IClassFixture<RunningApi>
{
    private static readonly string[] Daily = ["09:00-12:00"];

    [Fact]
    public async Task Retiring_the_last_resource_of_a_service_warns()
    {
        var admin = await api.AdminAsync();
        var (service, resources) = await api.NewHourAsync(admin, 2);
        Assert.Empty((await RetireAsync(resources[0])).Warnings());
        var last = await RetireAsync(resources[1]);
        Assert.Equal(
            $$"""[{"code":"no_active_resource","detail":"All resources of service {{service}} are retired, so nobody can book it. Add an active resource, or retire the service."}]""",
            last.Json["warnings"]!.ToJsonString());
        Assert.False((await api.GetAsync(admin, $"/resources/{resources[1]}")).Json.ContainsKey("warnings"));

        Assert.Equal(["no_active_resource"], (await ChangeAsync($"/services/{service}", ("name", "Haircut again"))).Warnings());
        var another = With(CatalogueCalls.Service(), ("resource_ids", new JsonArray(resources[0])));
        Assert.Equal(["no_active_resource"], (await api.PostAsync(admin, "/services", another)).Warnings());
        Assert.Empty((await ChangeAsync($"/services/{service}", ("active", false))).Warnings());
    }

    [Fact]
    public async Task Hours_too_short_for_the_shortest_duration_warn_wherever_written()
    {
        var admin = await api.AdminAsync();
        var id = await api.NewServiceAsync("UTC", 60, 60, Daily);
        Assert.Empty((await ChangeAsync($"/resources/{id}", ("name", "Chair"))).Warnings());

        var shorter = await ChangeAsync($"/resources/{id}", ("weekly_hours", Week("09:00-09:45")));
        Assert.Equal(["hours_leave_no_room"], shorter.Warnings());
        Assert.Equal(
            $"Resource {id} is never open for the 60 minutes of service {id} within a year. Change its hours, or shorten the service.",
            (string)shorter.Json["warnings"]![0]!["detail"]!);
        Assert.Equal(["hours_leave_no_room"], (await ChangeAsync($"/services/{id}", ("name", "Haircut"))).Warnings());
        Assert.Equal(["hours_leave_no_room"], (await ChangeAsync($"/locations/{id}", ("name", "Salon"))).Warnings());
        var half = await ChangeAsync($"/services/{id}", ("durations", JsonNode.Parse("""[{"minutes":30}]""")));
        Assert.Equal(["duration_never_fits"], half.Warnings());
        Assert.Equal(201, (await api.BookAsync(admin, id, "2030-05-06T09:00:00Z", ("duration", 30))).Status);
    }

    [Theory]
    [InlineData("23:30-00:00", "00:00-00:30")] // joined over midnight
    [InlineData("09:00-09:30", "09:30-10:00")]
    [InlineData("23:30-00:30")]
    public async Task Hours_that_touch_leave_room_together(params string[] hours) =>
        Assert.Empty((await ChangeAsync($"/resources/{await api.NewServiceAsync("UTC", 60, 30, hours)}", ("name", "Chair"))).Warnings());

    [Fact]
    public async Task Hours_of_one_date_or_season_leave_room()
    {
        var id = await api.NewServiceAsync("UTC", 60, 60, ["09:00-09:30"]);
        var open = JsonNode.Parse("""[{"date":"2031-02-03","intervals":[["09:00","10:00"]]}]""");
        Assert.Empty((await ChangeAsync($"/resources/{id}", ("overrides", open))).Warnings());
        var season = new JsonObject { ["from"] = "2031-02-03", ["to"] = "2031-02-20", ["weekly_hours"] = Week("09:00-10:00") };
        Assert.Empty((await ChangeAsync($"/resources/{id}", ("overrides", new JsonArray()), ("seasonal_hours", new JsonArray(season)))).Warnings());
    }

    [Fact]
    public async Task Time_off_that_covers_the_year_warns()
    {
        var id = await api.NewServiceAsync("UTC", 60, 60, Daily);
        var off = JsonNode.Parse("""[{"from":"2030-01-01T00:00:00Z","to":"2032-01-01T00:00:00Z"}]""");
        Assert.Equal(["hours_leave_no_room"], (await ChangeAsync($"/resources/{id}", ("time_off", off))).Warnings());
    }

    [Fact]
    public async Task Grid_without_a_start_in_the_free_hours_warns()
    {
        var id = await api.NewServiceAsync("UTC", 60, 480, []);
        var changed = await ChangeAsync(
            $"/resources/{id}", ("overrides", JsonNode.Parse("""[{"date":"2030-06-10","intervals":[["09:00","17:00"]]}]""")),
            ("time_off", JsonNode.Parse("""[{"from":"2030-06-10T09:00:00Z","to":"2030-06-10T10:00:00Z"}]""")));
        Assert.Equal(["grid_leaves_no_start"], changed.Warnings());
        Assert.Empty((await ChangeAsync($"/services/{id}", ("slot_interval", 60))).Warnings());
    }

    [Fact]
    public async Task Booking_limit_of_a_resource_below_the_shortest_duration_warns()
    {
        var id = await api.NewServiceAsync("UTC", 60, 60, Daily);
        var limits = JsonNode.Parse("""[{"per":"week","minutes":59}]""");
        Assert.Equal(["booking_limit_leaves_no_room"], (await ChangeAsync($"/resources/{id}", ("booking_limits", limits))).Warnings());
        var shorter = await ChangeAsync($"/services/{id}", ("durations", JsonNode.Parse("""[{"minutes":30}]""")));
        Assert.Equal(["duration_never_fits"], shorter.Warnings()); // the 60 minutes
    }

    // Once, each opening of the year was asked about by itself, with the hours of another year: half a minute for each resource.
    [Fact]
    public async Task A_service_of_a_year_over_many_short_openings_is_written_soon()
    {
        const int Resources = 20;
        var (admin, hours) = (await api.AdminAsync(), Enumerable.Range(0, 24).Select(hour => $"{hour:00}:00-{hour:00}:59").ToArray());
        var ids = new JsonArray();
        for (var n = 0; n < Resources; n++)
        {
            var resource = With(CatalogueCalls.OpenRoundTheClock(CatalogueCalls.NewId("often")), ("weekly_hours", Week(hours)));
            Assert.Equal(201, (await api.PostAsync(admin, "/resources", resource)).Status);
            ids.Add((string)resource["id"]!);
        }

        var service = With(CatalogueCalls.Service(CatalogueCalls.NewId("year")), ("duration", 365 * 24 * 60), ("resource_ids", ids));
        Assert.Equal(Enumerable.Repeat("hours_leave_no_room", Resources), (await api.PostAsync(admin, "/services", service)).Warnings());
    }

    [Fact]
    public async Task Duration_that_fits_no_resource_warns()
    {
        var id = await api.NewServiceAsync("UTC", 60, 60, Daily);
        var longer = JsonNode.Parse("""[{"minutes":180},{"minutes":181}]""");
        var changed = await ChangeAsync($"/services/{id}", ("durations", longer));
        Assert.Equal(["duration_never_fits"], changed.Warnings());
        Assert.Contains("181 minutes", (string)changed.Json["warnings"]![0]!["detail"]!, StringComparison.Ordinal);
        Assert.Empty((await ChangeAsync($"/resources/{id}", ("weekly_hours", Week("09:00-13:00")))).Warnings());
    }

    [Theory] // now is 1 May 2030. Only Monday is open
    [InlineData("2030-01-01", "2030-05-01", true)]
    [InlineData("2030-05-07", "2030-05-13", true)]
    [InlineData("2030-05-07", "2030-05-14", false)]
    [InlineData("2033-05-01", null, false)]
    [InlineData(null, "2030-05-08", false)]
    public async Task Validity_without_a_start_warns(string? from, string? to, bool isWarned)
    {
        var id = await api.NewServiceAsync("UTC", 60, 60, Daily, ["monday"]);
        Assert.Equal(isWarned ? ["validity_leaves_no_start"] : [], (await ChangeAsync($"/services/{id}", ("valid_from", from), ("valid_to", to))).Warnings());
    }

    [Fact]
    public async Task Refused_write_has_no_warnings_and_a_repeated_one_has_them_again()
    {
        var (admin, id) = (await api.AdminAsync(), CatalogueCalls.NewId("short"));
        var body = With(CatalogueCalls.Service(id), ("duration", 3_000), ("resource_ids", new JsonArray(await api.NewServiceAsync("UTC", 60, 60, Daily))));
        var first = await PostAsync();
        Assert.Equal(["hours_leave_no_room"], first.Warnings());
        Assert.Equal(first.Text, (await PostAsync()).Text);
        (await api.PostAsync(admin, "/services", body)).AssertProblem(
            409, "already_exists", "An object with this id exists already. Choose another id, or change that object.");

        Task<Answer> PostAsync() => api.SendAsync(Call.PostJson("/services", body.ToJsonString()) with { Token = admin.Token, Headers = [("Idempotency-Key", id)] });
    }

    [Theory]
    [InlineData("active", 1, "at once")]
    [InlineData("per_day", 1, "on one day")]
    [InlineData("active", 2, null)]
    [InlineData("per_day", 2, null)]
    public async Task A_visit_with_more_segments_than_the_limit_of_their_service_warns_wherever_written(string limit, int maximum, string? when)
    {
        var admin = await api.AdminAsync();
        var (cut, _) = await api.NewHourAsync(admin, 2, ("limits", new JsonObject { [limit] = maximum }));
        var (other, _) = await api.NewHourAsync(admin, 2);
        var segments = new JsonArray(new[] { cut, other, cut }.Select(id => (JsonNode?)new JsonObject { ["service_id"] = id }).ToArray());
        var visit = With(CatalogueCalls.Service(CatalogueCalls.NewId("visit")), ("segments", segments));
        visit.Remove("resource_ids");
        visit.Remove("duration");
        var created = await api.PostAsync(admin, "/services", visit);
        Assert.Equal(201, created.Status);
        string[] expected = when is null ? [] : [$"Service {created.Member("id")} has 2 segments of service {cut}, of which one customer may have 1 {when}. Raise that limit, or remove segments."];
        Assert.Equal(expected, DetailsOf(created));
        Assert.Equal(expected, DetailsOf(await ChangeAsync($"/services/{cut}", ("name", "Cut"))));
        Assert.Empty(DetailsOf(await ChangeAsync($"/services/{other}", ("name", "Wash"))));
        Assert.Empty(DetailsOf(await ChangeAsync($"/services/{cut}", ("limits", new JsonObject { [limit] = 2 }))));
        Assert.Equal(when is null ? [] : ["segment_limit_leaves_no_room"], (await ChangeAsync($"/services/{cut}", ("limits", new JsonObject { [limit] = maximum }))).Warnings());
    }

    private static string[] DetailsOf(Answer answer) => [.. (answer.Json["warnings"]?.AsArray() ?? []).Select(warning => (string)warning!["detail"]!)];

    private static JsonObject With(JsonObject body, params (string Name, JsonNode? Value)[] fields) => SalonFixture.With(body, fields);

    private static JsonObject Week(params string[] hours) => new(
        Enum.GetNames<DayOfWeek>().Select(day => KeyValuePair.Create(day.ToLowerInvariant(), (JsonNode?)CatalogueCalls.Intervals(hours))));

    private Task<Answer> RetireAsync(string resource) => ChangeAsync($"/resources/{resource}", ("active", false));

    private async Task<Answer> ChangeAsync(string path, params (string Name, JsonNode? Value)[] fields)
    {
        var admin = await api.AdminAsync();
        var answer = await api.PutAsync(admin, path, With((await api.GetAsync(admin, path)).Json, fields), "*");
        Assert.True(answer.Status == 200, answer.Text);
        return answer;
    }
}

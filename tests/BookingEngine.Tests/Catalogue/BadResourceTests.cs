using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Catalogue;

public sealed class BadResourceTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Interval = "must be two times such as [\"09:00\", \"17:00\"]";
    private const string Date = "must be a date such as 2030-05-12", At = "must be a date and time with offset such as 2030-05-12T14:30:00Z";

    [Theory]
    [InlineData("""{"monday":[["09:00","09:00"]]}""", "monday[0]", "must not end when it starts. Use 24:00 for the end of a day")]
    [InlineData("""{"monday":[["00:00","00:00"]]}""", "monday[0]", "must not end when it starts. Use 24:00 for the end of a day")]
    [InlineData("""{"monday":[["24:00","06:00"]]}""", "monday[0]", "must not start at 24:00. Use 00:00 of the next day")]
    [InlineData("""{"monday":[["09:00","12:00"],["11:59","13:00"]]}""", "monday[1]", "must not overlap another interval")]
    [InlineData("""{"monday":[["09:00","12:00"],["09:00","12:00"]]}""", "monday[1]", "must not overlap another interval")]
    [InlineData("""{"monday":[["22:00","06:00"]],"tuesday":[["05:59","12:00"]]}""", "tuesday[0]", "must not overlap an interval of the day before")]
    [InlineData("""{"sunday":[["22:00","06:00"]],"monday":[["05:59","12:00"]]}""", "monday[0]", "must not overlap an interval of the day before")]
    [InlineData("""{"monday":[["22:00","06:00"],["23:00","23:30"]]}""", "monday[1]", "must not overlap another interval")]
    [InlineData("""{"monday":[["9:00","17:00"]]}""", "monday[0]", Interval)]
    [InlineData("""{"monday":[["09:00"]]}""", "monday[0]", Interval)]
    [InlineData("""{"monday":[["09:00","24:01"]]}""", "monday[0]", Interval)]
    [InlineData("""{"monday":["09:00-17:00"]}""", "monday[0]", Interval)]
    [InlineData("""{"monday":[null]}""", "monday[0]", Interval)]
    [InlineData("""{"monday":[["09:00",17]]}""", "monday[0]", Interval)]
    [InlineData("""{"monday":{}}""", "monday", "must be a list")]
    public Task Invalid_hours_are_refused_with_their_path(string week, string place, string mustBe) =>
        AssertInvalidAsync("weekly_hours", week, ($"weekly_hours.{place}", mustBe));

    [Theory]
    [InlineData("""{"monday":[["09:00","12:00"],["12:00","13:00"]]}""")]
    [InlineData("""{"monday":[["00:00","24:00"]],"tuesday":[["00:00","24:00"]]}""")]
    [InlineData("""{"monday":[["22:00","06:00"]],"tuesday":[["06:00","12:00"]]}""")]
    [InlineData("""{"sunday":[["22:00","00:00"]],"monday":[["00:00","12:00"]]}""")]
    [InlineData("""{"monday":null,"tuesday":[]}""")]
    [InlineData("{}")]
    public async Task Adjacent_hours_and_closed_days_are_accepted(string week)
    {
        var body = CatalogueCalls.Resource();
        body["weekly_hours"] = JsonNode.Parse(week);

        Assert.Equal(201, (await api.PostAsync(await api.AdminAsync(), "/resources", body)).Status);
    }

    [Theory]
    [InlineData("""[{"date":"2027-02-29","intervals":[]}]""", "[0].date", Date)]
    [InlineData("""[{"date":"2027-2-3","intervals":[]}]""", "[0].date", Date)]
    [InlineData("""[{"date":"2027-02-03T00:00:00Z","intervals":[]}]""", "[0].date", Date)]
    [InlineData("""[{"date":"-0001-02-03","intervals":[]}]""", "[0].date", Date)]
    [InlineData("""[{"date":"9999-12-31","intervals":[]}]""", "[0].date", Date)]
    [InlineData("""[{"intervals":[]}]""", "[0].date", "is required")]
    [InlineData("""[{"date":"2027-02-03"}]""", "[0].intervals", "is required. Send an empty list for a closed day")]
    [InlineData("""[{"date":"2027-02-03","intervals":[]},{"date":"2027-02-03","intervals":[]}]""", "[1].date", "must not be listed twice")]
    [InlineData("""[{"date":"2027-02-03","intervals":[["10:00","10:00"]]}]""", "[0].intervals[0]", "must not end when it starts. Use 24:00 for the end of a day")]
    [InlineData("""[{"date":"2027-02-03","intervals":[["08:00","10:00"],["09:00","11:00"]]}]""", "[0].intervals[1]", "must not overlap another interval")]
    [InlineData("""[{"date":"2031-06-01","intervals":[["22:00","09:01"]]}]""", "[0].intervals[0]", "must not overlap an interval of the day after")]
    [InlineData("""["2027-02-03"]""", "[0]", "must be an object")]
    public Task Invalid_overrides_are_refused_with_their_path(string overrides, string place, string mustBe) =>
        AssertInvalidAsync("overrides", overrides, ($"overrides{place}", mustBe));

    [Fact]
    public async Task An_override_replaces_overnight_hours_and_may_run_overnight_itself()
    {
        var body = CatalogueCalls.Resource();
        body["weekly_hours"] = JsonNode.Parse("""{"saturday":[["22:00","06:00"]],"monday":[["09:00","17:00"]]}""");
        body["overrides"] = JsonNode.Parse(
            """[{"date":"2031-06-01","intervals":[["05:00","07:00"],["22:00","09:00"]]},{"date":"2031-06-07","intervals":[["22:00","12:00"]]},{"date":"2031-06-08","intervals":[["08:00","09:00"]]}]""");

        Assert.Equal(201, (await api.PostAsync(await api.AdminAsync(), "/resources", body)).Status);
    }

    [Theory]
    [InlineData("""[{"from":"2031-06-01T10:00:00","to":"2031-06-01T12:00:00Z"}]""", "[0].from", At)]
    [InlineData("""[{"from":"2031-06-01T10:00:00Z","to":"2031-06-01"}]""", "[0].to", At)]
    [InlineData("""[{"from":"2031-06-01T10:00:00Z","to":"2031-06-01T10:00:00Z"}]""", "[0].to", "must come after from")]
    [InlineData("""[{"from":"2031-06-01T10:00:00Z","to":"2031-06-01T11:00:00+02:00"}]""", "[0].to", "must come after from")]
    [InlineData("""[{"from":"2031-06-01T10:00:00Z","to":"2031-06-01T11:00:00Z","reason":7}]""", "[0].reason", "must be a text")]
    [InlineData("{}", "", "must be a list")]
    public Task Invalid_time_off_is_refused_with_its_path(string off, string place, string mustBe) =>
        AssertInvalidAsync("time_off", off, ($"time_off{place}", mustBe));

    [Theory]
    [InlineData("capacity", "0", "must be a whole number from 1 to 10000")]
    [InlineData("capacity", "1.5", "must be a whole number from 1 to 10000")]
    [InlineData("kind", "\"\"", "must have 1 to 60 characters")]
    [InlineData("location_id", "\"a b\"", "must have 1 to 60 letters, digits, -, _ or ., and begin with a letter or digit")]
    [InlineData("weekly_hours", "null", "is required")]
    [InlineData("weekly_hours", "[]", "must be an object")]
    public Task An_invalid_field_is_named(string field, string value, string mustBe) => AssertInvalidAsync(field, value, (field, mustBe));

    [Fact]
    public async Task All_errors_are_reported_at_once()
    {
        var answer = await api.SendAsync(Call.PostJson("/resources", "{}") with { Token = (await api.AdminAsync()).Token });

        answer.AssertInvalidFields(("kind", "is required"), ("location_id", "is required"), ("name", "is required"), ("weekly_hours", "is required"));
    }

    private async Task AssertInvalidAsync(string field, string value, params (string, string)[] errors)
    {
        var body = CatalogueCalls.Resource("bad");
        body[field] = JsonNode.Parse(value);
        (await api.PostAsync(await api.AdminAsync(), "/resources", body)).AssertInvalidFields(errors);
        Assert.DoesNotContain("calendar-bad", await api.StreamsAsync());
    }
}

using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Catalogue;

/// <summary>A service that could never be booked, whatever the other objects are, is refused.</summary>
public sealed class NonsenseTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Theory]
    [InlineData(120, 0, 119, "must not be shorter than minimum_notice")]
    [InlineData(1_440, 0, 60, "must not be shorter than minimum_notice")]
    [InlineData(0, 2, 1_440, "must reach beyond minimum_notice_days")]
    [InlineData(0, 7, 4_320, "must reach beyond minimum_notice_days")]
    [InlineData(60, 30, 60, "must reach beyond minimum_notice_days")]
    public async Task Horizon_that_ends_before_the_notice_is_refused(int minutes, int days, int horizon, string mustBe)
    {
        var (admin, body) = (await api.AdminAsync(), CatalogueCalls.Service());
        (body["minimum_notice"], body["minimum_notice_days"], body["horizon"]) = (minutes, days, horizon);
        (await api.PostAsync(admin, "/services", body)).AssertInvalidFields(("horizon", mustBe));
        (await api.PutAsync(admin, "/services/default", body, "*")).AssertInvalidFields(("horizon", mustBe));
    }

    [Theory]
    [InlineData(120, 0, 121, false)]
    [InlineData(120, 0, 120, true)] // only exactly two hours ahead
    [InlineData(0, 1, 60, true)] // only in the last hour of a day
    [InlineData(0, 2, 1_441, true)]
    [InlineData(0, 2, 2_880, false)]
    [InlineData(0, 365, null, false)]
    public async Task Horizon_close_to_the_notice_is_accepted_with_a_warning(int minutes, int days, int? horizon, bool isWarned)
    {
        var body = CatalogueCalls.Service();
        (body["minimum_notice"], body["minimum_notice_days"], body["horizon"]) = (minutes, days, horizon);
        var answer = await api.PostAsync(await api.AdminAsync(), "/services", body);
        Assert.Equal(201, answer.Status);
        Assert.Equal(isWarned ? ["horizon_within_notice"] : [], answer.Warnings());
    }

    [Fact]
    public async Task Booking_limit_below_the_shortest_duration_is_refused()
    {
        var body = CatalogueCalls.Service();
        body["booking_limits"] = JsonNode.Parse("""[{"per":"day","count":1},{"per":"day","minutes":44}]""");
        (await api.PostAsync(await api.AdminAsync(), "/services", body)).AssertInvalidFields(("booking_limits[1].minutes", "must allow the shortest duration"));
        body["durations"] = JsonNode.Parse("""[{"minutes":30}]""");
        Assert.Equal(201, (await api.PostAsync(await api.AdminAsync(), "/services", body)).Status);
    }

    [Fact]
    public async Task Retired_service_may_keep_a_horizon_before_its_notice()
    {
        var body = CatalogueCalls.Service();
        (body["minimum_notice"], body["horizon"], body["active"]) = (120, 60, false);
        var answer = await api.PostAsync(await api.AdminAsync(), "/services", body);
        Assert.Equal(201, answer.Status);
        Assert.Empty(answer.Warnings());
    }
}

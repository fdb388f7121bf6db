using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;

namespace BookingEngine.Tests.Availability;

/// <summary>Reasons for starts that are not offered.</summary>
public sealed class ExplainTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task A_past_start_is_refused_by_notice_a_booked_one_as_taken()
    {
        var person = await api.NewPersonAsync();
        Assert.Equal(201, (await api.BookAsync(person, "2030-05-01T20:00:00Z")).Status);
        var answer = await api.FindAsync(person, $"from={AvailabilityCalls.Today}&to={AvailabilityCalls.Tomorrow}&explain=true");
        Assert.Equal(48, answer.Slots().Length + answer.Refused().Length);
        Assert.All(answer.Refused(), refused => Assert.Equal("default", refused.Resource));
        Assert.Equal(25, answer.Refused().Count(refused => refused.Reason == "notice"));
        Assert.Equal("2030-05-01T12:00:00Z", answer.Refused().Last(refused => refused.Reason == "notice").Start);
        Assert.Equal("2030-05-01T20:00:00Z", Assert.Single(answer.Refused(), refused => refused.Reason == "taken").Start);
    }

    [Fact]
    public async Task A_start_beyond_the_horizon_or_near_closing_has_its_reason()
    {
        var id = await api.NewServiceAsync(
            "UTC", 60, 30, ["09:00-11:00"], change: service => (service["horizon"], service["minimum_notice"]) = (2 * 24 * 60, 24 * 60));
        var answer = await api.FindAsync(await api.NewPersonAsync(), $"service_id={id}&from=2030-05-02&to=2030-05-05&explain=true");
        Assert.Equal(["2030-05-03T09:00:00Z", "2030-05-03T09:30:00Z", "2030-05-03T10:00:00Z"], answer.Starts());
        Assert.Equal(["2030-05-02", "2030-05-03", "2030-05-04"], answer.Dates());
        Assert.Equal(
            ["notice", "notice", "notice", "closed", "closed", "horizon", "horizon", "horizon", "closed"],
            answer.Refused().Select(refused => refused.Reason));
    }
}

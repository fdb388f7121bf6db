using System.Globalization;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Availability;

/// <summary>What is offered can be booked at that moment, and what is refused cannot, over HTTP.</summary>
public sealed class ExplainTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task What_is_past_is_refused_for_want_of_notice_and_what_is_booked_as_taken()
    {
        var person = await api.NewPersonAsync();
        Assert.Equal(201, (await api.BookAsync(person, "2030-05-01T20:00:00Z")).Status);
        var answer = await api.FindAsync(person, $"from={FreeTimes.Today}&to={FreeTimes.Tomorrow}&explain=true");
        Assert.Equal(48, answer.Slots().Length + answer.Refused().Length);
        Assert.All(answer.Refused(), refused => Assert.Equal("default", refused.Resource));
        Assert.Equal(25, answer.Refused().Count(refused => refused.Reason == "notice"));
        Assert.Equal("2030-05-01T12:00:00Z", answer.Refused().Last(refused => refused.Reason == "notice").Start);
        Assert.Equal("2030-05-01T20:00:00Z", Assert.Single(answer.Refused(), refused => refused.Reason == "taken").Start);
    }

    [Fact]
    public async Task A_start_too_far_ahead_or_near_closing_has_its_reason()
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

    [Fact]
    public async Task Every_offered_start_books_and_every_refused_one_does_not()
    {
        var (person, random) = (await api.NewPersonAsync(), new Random(20_300_501));
        var noon = new DateTime(2030, 6, 3, 12, 0, 0, DateTimeKind.Utc);
        foreach (var n in Enumerable.Range(0, 20).OrderBy(_ => random.Next()).Take(8))
        {
            Assert.Equal(201, (await api.BookAsync(person, Text(noon.AddMinutes(30 * n)))).Status);
        }

        var answer = await api.FindAsync(person, $"from={Text(noon)}&to={Text(noon.AddHours(10))}&explain=true");
        Assert.Equal((12, 8), (answer.Slots().Length, answer.Refused().Length));
        foreach (var (start, _, _) in answer.Refused())
        {
            Assert.Equal(409, (await api.BookAsync(person, start)).Status);
        }

        foreach (var start in answer.Starts())
        {
            Assert.Equal(201, (await api.BookAsync(person, start)).Status);
        }

        Assert.Empty((await api.FindAsync(person, $"from={Text(noon)}&to={Text(noon.AddHours(10))}")).Slots());
    }

    private static string Text(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

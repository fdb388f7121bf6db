using System.Globalization;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;

namespace BookingEngine.Tests.Availability;

/// <summary><c>GET /availability/next</c> on the embedded store.</summary>
public sealed class NextTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task The_next_starts_skip_the_past_and_taken_slots()
    {
        var person = await api.NewPersonAsync();
        Assert.Equal(201, (await api.BookAsync(person, "2030-05-01T13:00:00Z")).Status);
        var answer = await api.NextAsync(person);
        Assert.Equal("UTC", answer.Member("time_zone"));
        Assert.Equal(["2030-05-01T12:30:00Z", "2030-05-01T13:30:00Z", "2030-05-01T14:00:00Z"], answer.Starts());
    }

    [Fact]
    public async Task The_next_starts_begin_at_the_requested_date_and_never_before_now()
    {
        var person = await api.NewPersonAsync();
        Assert.Equal(["2031-02-03T00:00:00Z"], (await api.NextAsync(person, "count=1&from=2031-02-03")).Starts());
        Assert.Equal(["2031-02-03T08:30:00Z"], (await api.NextAsync(person, "count=1&from=2031-02-03T10:15:00%2B02:00")).Starts());
        Assert.Equal(["2031-02-02T23:00:00Z"], Utc(await api.NextAsync(person, "count=1&from=2031-02-03&time_zone=Europe/Berlin")));
        Assert.StartsWith("2030-05-01T", Assert.Single((await api.NextAsync(person, "count=1&from=2001-01-01")).Starts()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_count_is_honoured_up_to_the_horizon()
    {
        var person = await api.NewPersonAsync();
        Assert.Equal(50, (await api.NextAsync(person, "count=50&from=2031-05-01")).Slots().Length);
        var id = await api.NewServiceAsync("UTC", 60, 60, ["12:00-13:00"], change: service => service["horizon"] = 2 * 24 * 60);
        Assert.Equal(["2030-05-02T12:00:00Z", "2030-05-03T12:00:00Z"], (await api.NextAsync(person, $"service_id={id}&count=9")).Starts());
    }

    [Fact]
    public async Task A_resource_that_never_opens_has_no_next_start()
    {
        var id = await api.NewServiceAsync("UTC", 60, 60, [], days: []);
        Assert.Empty((await api.NextAsync(await api.NewPersonAsync(), $"service_id={id}")).Slots());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("51")]
    [InlineData("-1")]
    [InlineData("many")]
    [InlineData("")]
    public async Task An_invalid_count_is_refused(string count) => (await api.NextAsync(await api.NewPersonAsync(), $"count={count}"))
        .AssertInvalidFields(("count", "must be a whole number from 1 to 50"));

    private static string[] Utc(Answer answer) => [.. answer.Starts().Select(start =>
        DateTimeOffset.Parse(start, CultureInfo.InvariantCulture).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))];
}

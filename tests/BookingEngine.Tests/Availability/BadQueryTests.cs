using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Availability;

/// <summary>Invalid availability requests.</summary>
public sealed class BadQueryTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Edge = "must be a date such as 2030-05-13, or a time with its offset such as 2030-05-13T14:30:00+02:00";
    private const string Range = "from=2030-06-03&to=2030-06-04";

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("")]
    [InlineData("2030-02-29")]
    [InlineData("2030-6-3")]
    [InlineData("2030-06-03T10:00:00")]
    [InlineData("1893456000")]
    public async Task A_range_must_be_of_dates_or_instants(string edge) =>
        (await api.FindAsync(await api.NewPersonAsync(), $"from={edge}&to={edge}")).AssertInvalidFields(("from", Edge), ("to", Edge));

    [Fact]
    public async Task A_range_needs_both_ends() =>
        (await api.FindAsync(await api.NewPersonAsync(), "")).AssertInvalidFields(("from", "is required"), ("to", "is required"));

    [Theory]
    [InlineData("2030-06-03", "2030-06-03")]
    [InlineData("2030-06-03T10:00:00Z", "2030-06-03T12:00:00%2B02:00")]
    [InlineData("9999-12-01", "9999-12-31")]
    [InlineData("0001-01-01", "0001-01-02")]
    public async Task An_empty_or_distant_range_has_no_days(string from, string to) =>
        Assert.Empty((await api.FindAsync(await api.NewPersonAsync(), $"from={from}&to={to}")).Slots());

    [Theory]
    [InlineData("2030-06-04", "2030-06-03", "range_reversed")]
    [InlineData("2030-06-03T10:00:01Z", "2030-06-03T12:00:00%2B02:00", "range_reversed")]
    [InlineData("2030-06-01", "2030-09-02", "range_too_long")]
    [InlineData("2030-06-01T00:00:00Z", "2030-09-01T00:00:01Z", "range_too_long")]
    [InlineData("0001-01-01", "9999-12-31", "range_too_long")]
    public async Task A_reversed_or_too_long_range_is_refused(string from, string to, string code)
    {
        var answer = await api.FindAsync(await api.NewPersonAsync(), $"from={from}&to={to}");
        Assert.Equal((422, code), (answer.Status, answer.Member("code")));
    }

    [Fact]
    public async Task A_range_may_span_92_days_across_a_clock_change()
    {
        var answer = await api.FindAsync(await api.NewPersonAsync(), "from=2031-09-01&to=2031-12-02&time_zone=Europe/Berlin");
        Assert.Equal((92 * 48) + 2, answer.Slots().Length);
    }

    [Theory]
    [InlineData("service_id=nobody-s", "unknown_service")]
    [InlineData("resource_id=nobody-s", "unknown_resource")]
    [InlineData("quantity=2", "quantity_out_of_range")]
    public async Task An_unknown_or_impossible_request_is_refused_by_both_routes(string query, string code)
    {
        var person = await api.NewPersonAsync();
        foreach (var answer in new[] { await api.FindAsync(person, $"{Range}&{query}"), await api.NextAsync(person, query) })
        {
            Assert.Equal((422, code), (answer.Status, answer.Member("code")));
        }
    }

    [Theory]
    [InlineData("quantity=0", "quantity", "must be a whole number from 1 to 10000")]
    [InlineData("quantity=1.5", "quantity", "must be a whole number from 1 to 10000")]
    [InlineData("explain=yes", "explain", "must be true or false")]
    [InlineData("service_id=", "service_id", "must have 1 to 60 letters, digits, -, _ or ., and begin with a letter or digit")]
    [InlineData("resource_id=a%20b", "resource_id", "must have 1 to 60 letters, digits, -, _ or ., and begin with a letter or digit")]
    [InlineData("resource_id=a&resource_id=b", "resource_id", "must be given once")]
    public async Task A_malformed_parameter_is_refused(string query, string field, string text) =>
        (await api.FindAsync(await api.NewPersonAsync(), $"{Range}&{query}")).AssertInvalidFields((field, text));

    [Fact]
    public async Task A_resource_without_the_service_is_refused()
    {
        var id = await api.NewServiceAsync("UTC", 60, 60, ["09:00-10:00"]);
        var answer = await api.FindAsync(await api.NewPersonAsync(), $"{Range}&resource_id={id}");
        Assert.Equal((422, "service_not_offered"), (answer.Status, answer.Member("code")));
    }

    [Fact]
    public async Task Retired_objects_are_unknown_to_customers_and_inactive_for_staff()
    {
        var (admin, customer) = (await api.AdminAsync(), await api.NewPersonAsync());
        var id = await api.NewServiceAsync("UTC", 60, 60, ["09:00-10:00"]);
        await RetireAsync(admin, $"/resources/{id}");
        await AssertRefusedAsync(customer, id, "unknown_resource");
        await AssertRefusedAsync(admin, id, "resource_inactive");
        Assert.Empty((await api.FindAsync(customer, $"{Range}&service_id={id}")).Slots());

        await RetireAsync(admin, $"/services/{id}");
        await AssertRefusedAsync(customer, id, "unknown_service");
        await AssertRefusedAsync(admin, id, "service_inactive");
    }

    [Fact]
    public async Task Availability_requires_sign_in()
    {
        (await api.SendAsync(Call.Get($"/availability?{Range}"))).AssertIsUnauthorized();
        (await api.SendAsync(Call.Get("/availability/next"))).AssertIsUnauthorized();
    }

    private async Task RetireAsync(Person admin, string path)
    {
        var now = await api.GetAsync(admin, path);
        var body = (JsonObject)now.Json.DeepClone();
        body["active"] = false;
        Assert.Equal(200, (await api.PutAsync(admin, path, body, now.Header("ETag"))).Status);
    }

    private async Task AssertRefusedAsync(Person by, string id, string code)
    {
        var answer = await api.FindAsync(by, $"{Range}&service_id={id}&resource_id={id}");
        Assert.Equal((422, code), (answer.Status, answer.Member("code")));
    }
}

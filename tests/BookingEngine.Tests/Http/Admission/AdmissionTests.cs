using BookingEngine.Tests.Http.Requests;

namespace BookingEngine.Tests.Http.Admission;

/// <summary>The app's key, then the bearer token.</summary>
public sealed class AdmissionTests(RunningApi api) : IClassFixture<RunningApi>
{
    public static TheoryData<string, string> RoutesWithKey { get; } = new()
    {
        { "POST", "/auth/register" },
        { "POST", "/auth/token" },
        { "POST", "/bookings" },
        { "GET", "/bookings" },
    };

    [Theory]
    [MemberData(nameof(RoutesWithKey))]
    public async Task Without_the_apps_key_every_request_is_refused(string method, string path)
    {
        var person = await api.NewPersonAsync();
        string?[] wrong = [null, "", RunningApi.Key + "x", RunningApi.Key[..^1], RunningApi.Key.ToUpperInvariant(), $"{RunningApi.Key}, {RunningApi.Key}"];

        foreach (var key in wrong)
        {
            var answer = await api.SendAsync(new Call(method, path) { Key = key, Token = person.Token });
            answer.AssertProblem(403, "invalid_api_key", "Invalid or missing API Key");
        }
    }

    [Fact]
    public async Task A_repeated_key_or_one_in_the_query_is_refused()
    {
        var twice = await RawExchange.SendAsync(api.Address, $"GET /bookings HTTP/1.1\r\nx-api-key: {RunningApi.Key}\r\nx-api-key: {RunningApi.Key}\r\n");
        var query = await api.SendAsync(Call.Get($"/bookings?x-api-key={RunningApi.Key}") with { Key = null });

        twice.AssertProblem(403, "invalid_api_key", "Invalid or missing API Key");
        query.AssertProblem(403, "invalid_api_key", "Invalid or missing API Key");
    }

    [Fact]
    public async Task Header_names_are_case_insensitive()
    {
        var person = await api.NewPersonAsync();

        var answer = await RawExchange.SendAsync(
            api.Address, $"GET /bookings HTTP/1.1\r\nX-API-Key: {RunningApi.Key}\r\nAUTHORIZATION: bEARER {person.Token}\r\n");

        Assert.Equal((200, """{"bookings":[]}"""), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("POST", "/bookings")]
    [InlineData("GET", "/bookings")]
    public async Task Without_a_bearer_token_a_request_is_unauthorized(string method, string path)
    {
        var token = (await api.NewPersonAsync()).Token;

        foreach (var header in new[] { null, "", "Bearer", "Bearer ", token, $"Basic {token}", $"Token {token}", $"Bearer{token}", $"Bearer {token} x" })
        {
            var call = new Call(method, path) { Headers = header is null ? [] : [("Authorization", header)] };
            (await api.SendAsync(call)).AssertIsUnauthorized();
        }
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/nowhere")]
    public async Task Health_and_unknown_paths_need_no_key(string path)
    {
        Assert.NotEqual(403, (await api.SendAsync(Call.Get(path) with { Key = null })).Status);
    }
}

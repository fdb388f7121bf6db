using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Cross;

/// <summary>Which web pages may call the API.</summary>
public sealed class CorsTests
{
    private const string Allowed = "https://www.example.com", Other = "https://evil.example.com";
    private static readonly (string, string) Origins = ("CORS_ORIGINS", $"{Allowed}, http://localhost:3000");

    [Fact]
    public async Task Without_configured_origins_no_page_may_call()
    {
        await using var api = await ConfiguredApi.StartAsync();

        AssertClosed(await api.SendAsync(Get(Allowed)), vary: null);
        var preflight = await api.SendAsync(Preflight("/bookings", Allowed));
        preflight.AssertProblem(405, "method_not_allowed", "OPTIONS is not allowed here. Use GET, POST.");
        AssertClosed(preflight, vary: null);
    }

    [Theory]
    [InlineData(Allowed)]
    [InlineData("http://localhost:3000")]
    public async Task A_page_of_a_configured_origin_reads_answers_and_refusals(string origin)
    {
        await using var api = await ConfiguredApi.StartAsync(Origins);

        foreach (var call in new[] { Get(origin), Get(origin) with { Path = "/bookings" }, Get(origin) with { Path = "/bookings", Key = null } })
        {
            var answer = await api.SendAsync(call);
            Assert.Equal(
                [
                    $"Access-Control-Allow-Origin: {origin}",
                    "Access-Control-Expose-Headers: x-correlation-id, etag, retry-after, ratelimit, ratelimit-policy, idempotent-replayed, next-cursor, location", "Vary: Origin",
                ],
                CorsHeaders(answer));
        }
    }

    [Fact]
    public async Task A_preflight_of_a_configured_origin_is_answered_without_a_key()
    {
        await using var api = await ConfiguredApi.StartAsync(Origins);

        foreach (var (path, methods) in new[] { ("/bookings", "GET, POST"), ("/users/me", "DELETE, GET, PUT"), ("/auth/token", "POST") })
        {
            var answer = await api.SendAsync(Preflight(path, Allowed));
            Assert.Equal((204, ""), (answer.Status, answer.Text));
            Assert.Equal(
                [
                    "Access-Control-Allow-Headers: authorization, content-type, if-match, x-api-key, x-correlation-id, idempotency-key",
                    $"Access-Control-Allow-Methods: {methods}", $"Access-Control-Allow-Origin: {Allowed}",
                    "Access-Control-Expose-Headers: x-correlation-id, etag, retry-after, ratelimit, ratelimit-policy, idempotent-replayed, next-cursor, location",
                    "Access-Control-Max-Age: 600", "Vary: Origin",
                ],
                CorsHeaders(answer));
        }
    }

    [Theory]
    [InlineData(Other)]
    [InlineData("https://www.example.com.evil.example")]
    [InlineData("https://WWW.example.com")]
    [InlineData("http://www.example.com")]
    [InlineData("https://www.example.com:8443")]
    [InlineData("null")]
    [InlineData("*")]
    [InlineData($"{Allowed}, {Other}")]
    public async Task A_page_of_another_origin_may_not_call(string origin)
    {
        await using var api = await ConfiguredApi.StartAsync(Origins);

        AssertClosed(await api.SendAsync(Get(origin)), "Vary: Origin");
        var preflight = await api.SendAsync(Preflight("/bookings", origin));
        Assert.Equal(405, preflight.Status);
        AssertClosed(preflight, "Vary: Origin");
    }

    [Fact]
    public async Task Other_options_requests_and_unknown_paths_are_answered_as_usual()
    {
        await using var api = await ConfiguredApi.StartAsync(Origins);

        Assert.Equal(405, (await api.SendAsync(new Call("OPTIONS", "/bookings") { Headers = [("Origin", Allowed)] })).Status);
        Assert.Equal(404, (await api.SendAsync(Preflight("/nowhere", Allowed))).Status);
    }

    private static Call Get(string origin) => Call.Get("/health/live") with { Headers = [("Origin", origin)] };

    private static Call Preflight(string path, string origin) => new("OPTIONS", path)
    {
        Key = null,
        Headers = [("Origin", origin), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,x-api-key")],
    };

    private static void AssertClosed(Answer answer, string? vary) => Assert.Equal(vary is null ? [] : [vary], CorsHeaders(answer));

    private static string[] CorsHeaders(Answer answer) =>
    [
        .. answer.Headers.Where(h => h.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase) || h.Key == "Vary")
            .Select(h => $"{h.Key}: {h.Value}").Order(StringComparer.Ordinal),
    ];
}

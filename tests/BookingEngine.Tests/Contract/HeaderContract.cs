using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Contract;

/// <summary>Correlation ids, security headers and CORS.</summary>
[Collection(ContractTests.Name)]
public sealed class HeaderContract(ContractApi api)
{
    private static readonly string AllowedOrigin = ContractApi.Settings["CORS_ORIGINS"];

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/bookings")]
    [InlineData("/nowhere")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        var answer = await api.SendAsync(Call.Get(path) with { Key = null });

        Assert.Equal(("nosniff", "no-referrer", "no-store", "default-src 'none'; frame-ancestors 'none'"), (
            answer.Header("X-Content-Type-Options"), answer.Header("Referrer-Policy"), answer.Header("Cache-Control"),
            answer.Header("Content-Security-Policy")));
        Assert.Null(answer.Header("X-Powered-By"));
    }

    [Fact]
    public async Task A_correlation_id_is_taken_from_the_client_or_generated()
    {
        var given = await api.SendAsync(Call.Get("/health/live") with { Headers = [("x-correlation-id", "mine-1")] });
        var made = await api.SendAsync(Call.Get("/health/live"));

        Assert.Equal("mine-1", given.Header("x-correlation-id"));
        Assert.True(Guid.TryParse(made.Header("x-correlation-id"), out _));
    }

    [Fact]
    public async Task A_preflight_of_an_allowed_origin_needs_no_key()
    {
        var answer = await api.SendAsync(Preflight(AllowedOrigin));

        Assert.Equal((204, AllowedOrigin, "GET, POST"), (
            answer.Status, answer.Header("Access-Control-Allow-Origin"), answer.Header("Access-Control-Allow-Methods")));
    }

    [Fact]
    public async Task Another_origin_is_not_allowed()
    {
        var answer = await api.SendAsync(Preflight("https://evil.example.com"));

        Assert.Equal((405, null), (answer.Status, answer.Header("Access-Control-Allow-Origin")));
    }

    private static Call Preflight(string origin) => new("OPTIONS", "/bookings")
    {
        Key = null,
        Headers = [("Origin", origin), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,x-api-key")],
    };
}

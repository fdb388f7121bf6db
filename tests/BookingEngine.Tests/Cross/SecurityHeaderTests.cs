using BookingEngine.Functions.Http;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Cross;

/// <summary>The headers of every answer, for all routes and methods.</summary>
public sealed class SecurityHeaderTests
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    [Theory]
    [InlineData("https://booking.example.com", "max-age=31536000")]
    [InlineData("http://booking.example.com", null)]
    public async Task Every_route_and_method_has_the_security_headers(string publicUrl, string? transport)
    {
        await using var api = await ConfiguredApi.StartAsync(("PUBLIC_URL", publicUrl), ("RATE_LIMITS", "off"));
        string[] paths = [.. RouteTable.Routes.Select(r => $"/{r.Template}"), "/", "/nowhere", "/reset-password?token=x"];

        foreach (var (path, method) in paths.SelectMany(p => Methods.Select(m => (p, m))))
        {
            var answer = await api.SendAsync(new Call(method, path));
            var caching = answer.Status == 200 && IsPublic(path) ? "public, no-cache" : "no-store";
            Assert.Equal(($"{method} {path}", "nosniff", "no-referrer", caching, transport, null, null), (
                $"{method} {path}", answer.Header("X-Content-Type-Options"), answer.Header("Referrer-Policy"), answer.Header("Cache-Control"),
                answer.Header("Strict-Transport-Security"), answer.Header("Server"), answer.Header("X-Powered-By")));
            Assert.Equal((method, path, true), (method, path, IsStrict(answer)));
            Assert.InRange(answer.Status, 200, 499);
        }
    }

    // The documentation and the script for other sites are the same for everyone, so clients may cache them and revalidate by ETag.
    private static bool IsPublic(string path) => path is "/docs" or "/redoc" or "/openapi.json" or "/embed.js";

    // Pages have their own policy, which their tests check.
    private static bool IsStrict(Answer answer) => answer.Header("Content-Type") == "text/html; charset=utf-8"
        ? answer.Header("Content-Security-Policy") is { } policy && policy.StartsWith("default-src 'none'; ", StringComparison.Ordinal)
            && !policy.Contains("unsafe", StringComparison.Ordinal)
        : answer.Header("Content-Security-Policy") == "default-src 'none'; frame-ancestors 'none'";
}

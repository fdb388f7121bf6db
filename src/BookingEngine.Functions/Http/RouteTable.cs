using Microsoft.AspNetCore.Routing.Template;

namespace BookingEngine.Functions.Http;

/// <summary>All routes and their methods. With it, the catch-all distinguishes a wrong method from a wrong path without reflection. A test
/// compares it with the functions.</summary>
public static class RouteTable
{
    public static IReadOnlyList<(string Template, string[] Methods)> Routes { get; } =
    [
        ("audit", ["GET"]),
        ("auth/logout", ["POST"]),
        ("auth/recover-password", ["POST"]),
        ("auth/refresh", ["POST"]),
        ("auth/register", ["POST"]),
        ("auth/reset-password", ["POST"]),
        ("auth/token", ["POST"]),
        ("availability", ["GET"]),
        ("availability/next", ["GET"]),
        ("bookings", ["GET", "POST"]),
        ("bookings/{id}", ["GET"]),
        ("bookings/{id}/approve", ["POST"]),
        ("bookings/{id}/cancel", ["POST"]),
        ("bookings/{id}/complete", ["POST"]),
        ("bookings/{id}/decline", ["POST"]),
        ("bookings/{id}/end", ["POST"]),
        ("bookings/{id}/history", ["GET"]),
        ("bookings/{id}/manage-link", ["DELETE", "POST"]),
        ("bookings/{id}/no-show", ["POST"]),
        ("bookings/{id}/reschedule", ["POST"]),
        ("brand", ["GET", "PUT"]),
        ("brand/history", ["GET"]),
        ("brand/logo", ["DELETE", "PUT"]),
        ("brand/logo/{hash}", ["GET", "HEAD"]),
        ("brand/templates/{kind}/{locale}", ["DELETE", "GET", "PUT"]),
        ("brand/templates/{kind}/{locale}/preview", ["POST"]),
        ("brand/templates/{kind}/{locale}/test", ["POST"]),
        ("change-email", ["GET", "HEAD", "POST"]),
        ("docs", ["GET", "HEAD"]),
        ("docs/assets/{name}", ["GET", "HEAD"]),
        ("erase-data", ["GET", "HEAD", "POST"]),
        ("events", ["GET"]),
        ("health/live", ["GET", "HEAD"]),
        ("health/ready", ["GET", "HEAD"]),
        ("holds", ["POST"]),
        ("holds/{id}", ["DELETE"]),
        ("locations", ["GET", "POST"]),
        ("locations/{id}", ["GET", "PUT"]),
        ("locations/{id}/history", ["GET"]),
        ("manage", ["GET", "HEAD", "POST"]),
        ("manage/booking", ["GET"]),
        ("manage/booking/cancel", ["POST"]),
        ("manage/booking/erase", ["POST"]),
        ("manage/booking/reschedule", ["POST"]),
        ("openapi.json", ["GET", "HEAD"]),
        ("redoc", ["GET", "HEAD"]),
        ("reset-password", ["GET", "HEAD", "POST"]),
        ("resources", ["GET", "POST"]),
        ("resources/{id}", ["GET", "PUT"]),
        ("resources/{id}/calendar", ["GET"]),
        ("resources/{id}/history", ["GET"]),
        ("services", ["GET", "POST"]),
        ("services/{id}", ["GET", "PUT"]),
        ("services/{id}/history", ["GET"]),
        ("users", ["GET"]),
        ("users/me", ["DELETE", "GET", "PUT"]),
        ("users/me/email", ["PUT"]),
        ("users/me/export", ["GET"]),
        ("users/me/password", ["PUT"]),
        ("users/me/second-factor", ["DELETE", "POST"]),
        ("users/me/second-factor/confirm", ["POST"]),
        ("users/me/sessions", ["GET"]),
        ("users/me/sessions/{id}", ["DELETE"]),
        ("users/{id}", ["DELETE", "GET"]),
        ("users/{id}/deactivate", ["POST"]),
        ("users/{id}/reactivate", ["POST"]),
        ("users/{id}/role", ["PUT"]),
        ("users/{id}/second-factor", ["DELETE", "PUT"]),
        ("verify-email", ["GET", "HEAD", "POST"]),
        ("webhooks", ["GET", "POST"]),
        ("webhooks/{id}", ["DELETE", "GET", "PUT"]),
        ("webhooks/{id}/deliveries", ["GET"]),
        ("webhooks/{id}/deliveries/{delivery}/resend", ["POST"]),
        ("webhooks/{id}/history", ["GET"]),
        ("webhooks/{id}/resend", ["POST"]),
        ("webhooks/{id}/rotate-secret", ["POST"]),
        ("webhooks/{id}/test", ["POST"]),
    ];

    private static readonly Lazy<(TemplateMatcher Matcher, string[] Methods)[]> Matchers =
        new(() => [.. Routes.Select(r => (new TemplateMatcher(TemplateParser.Parse(r.Template), []), r.Methods))]);

    /// <summary>The allowed methods of the path. Empty for an unknown path.</summary>
    public static IReadOnlyList<string> MethodsAt(PathString path) =>
        [.. Matchers.Value.Where(m => m.Matcher.TryMatch(path, [])).SelectMany(m => m.Methods).Distinct().Order(StringComparer.Ordinal)];
}

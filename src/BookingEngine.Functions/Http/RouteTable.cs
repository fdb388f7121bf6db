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
        ("feeds/{id}", ["DELETE", "GET", "HEAD"]),
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
        ("manage/erase", ["POST"]),
        ("openapi.json", ["GET", "HEAD"]),
        ("public/availability", ["GET"]),
        ("public/bookings", ["POST"]),
        ("public/holds", ["POST"]),
        ("public/holds/{token}/extend", ["POST"]),
        ("public/services", ["GET"]),
        ("redoc", ["GET", "HEAD"]),
        ("reminders", ["GET", "HEAD", "POST"]),
        ("reset-password", ["GET", "HEAD", "POST"]),
        ("resources", ["GET", "POST"]),
        ("resources/{id}", ["GET", "PUT"]),
        ("resources/{id}/calendar", ["GET"]),
        ("resources/{id}/external-calendars", ["GET", "PUT"]),
        ("resources/{id}/feeds", ["GET", "POST"]),
        ("resources/{id}/history", ["GET"]),
        ("services", ["GET", "POST"]),
        ("services/{id}", ["GET", "PUT"]),
        ("services/{id}/history", ["GET"]),
        ("users", ["GET"]),
        ("users/me", ["DELETE", "GET", "PUT"]),
        ("users/me/email", ["PUT"]),
        ("users/me/export", ["GET"]),
        ("users/me/feeds", ["GET", "POST"]),
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
    ];

    private static readonly Lazy<(TemplateMatcher Matcher, string[] Methods)[]> Matchers =
        new(() => [.. Routes.Select(r => (new TemplateMatcher(TemplateParser.Parse(r.Template), []), r.Methods))]);

    /// <summary>The allowed methods of the path. Empty for an unknown path.</summary>
    public static IReadOnlyList<string> MethodsAt(PathString path) =>
        [.. Matchers.Value.Where(m => m.Matcher.TryMatch(path, [])).SelectMany(m => m.Methods).Distinct().Order(StringComparer.Ordinal)];
}

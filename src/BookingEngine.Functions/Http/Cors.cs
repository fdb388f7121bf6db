using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.Functions.Http;

/// <summary>Allows calls from web pages of the configured origins, none by default. Browser credentials (cookies) are never
/// allowed.</summary>
public sealed class Cors(Settings settings)
{
    private const string Exposed = "x-correlation-id, etag, retry-after, ratelimit, ratelimit-policy, idempotent-replayed, next-cursor, location";
    private const string Allowed = "authorization, content-type, if-match, x-api-key, x-correlation-id, idempotency-key";

    /// <summary>Lets the calling page read the answer, if its origin is allowed.</summary>
    public void Apply(HttpRequest request, IHeaderDictionary headers)
    {
        if (settings.CorsOrigins.Count == 0)
        {
            return;
        }

        headers.Append("Vary", "Origin");
        if (OriginOf(request) is { } origin)
        {
            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlExposeHeaders = Exposed;
        }
    }

    /// <summary>The answer to a preflight. Null if the request is no preflight, or if its origin is not allowed.</summary>
    public IResult? AnswerPreflight(HttpRequest request, IReadOnlyList<string> methods)
    {
        if (!HttpMethods.IsOptions(request.Method) || methods.Count == 0 || OriginOf(request) is null
            || request.Headers.AccessControlRequestMethod.Count == 0)
        {
            return null;
        }

        var headers = request.HttpContext.Response.Headers;
        headers.AccessControlAllowMethods = string.Join(", ", methods);
        headers.AccessControlAllowHeaders = Allowed;
        headers.AccessControlMaxAge = "600";
        return Results.NoContent();
    }

    private string? OriginOf(HttpRequest request) =>
        request.Headers.Origin is [{ } origin] && settings.CorsOrigins.Contains(origin, StringComparer.Ordinal) ? origin : null;
}

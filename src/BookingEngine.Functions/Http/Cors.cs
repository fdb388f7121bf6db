using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.Functions.Http;

/// <summary>Which web pages may call: those of the configured origins, none by default. Credentials of the browser's own (cookies) are
/// never asked for.</summary>
public sealed class Cors(Settings settings)
{
    private const string Exposed = "x-correlation-id, etag, retry-after, ratelimit, ratelimit-policy, idempotent-replayed, next-cursor";
    private const string Allowed = "authorization, content-type, if-match, x-api-key, x-correlation-id, idempotency-key";

    /// <summary>Lets the answer be read by the page that asked, if its origin may.</summary>
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

    /// <summary>The answer to a preflight; null for what is none, or comes from an origin that may not call.</summary>
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

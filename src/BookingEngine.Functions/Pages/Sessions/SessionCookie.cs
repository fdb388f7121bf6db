using NodaTime;

namespace BookingEngine.Functions.Pages.Sessions;

/// <summary>The only thing that a browser keeps of a session. The prefix binds it to this host, whatever other hosts of the domain set. Browsers take it over
/// https, and over http from localhost, except Safari.</summary>
internal static class SessionCookie
{
    public const string Name = "__Host-session";

    public static string? Of(HttpRequest request) => request.Cookies[Name] is { Length: > 0 } cookie ? cookie : null;

    public static void Set(HttpResponse response, string cookie, Instant expires) =>
        response.Cookies.Append(Name, cookie, Options(expires.ToDateTimeOffset()));

    public static void Clear(HttpResponse response) => response.Cookies.Delete(Name, Options(null));

    private static CookieOptions Options(DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        Expires = expires,
        IsEssential = true,
    };
}

using BookingEngine.Branding;
using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.Functions.Pages.Sessions;

/// <summary>Whether a form was sent by a page of ours. Every browser names the origin of a form that is posted.</summary>
public sealed class PageOrigin(Settings settings)
{
    /// <summary>Also true for the host of the request, because a session's cookie is of that host.</summary>
    public bool IsOwn(HttpRequest request, Brand brand)
    {
        if (request.Headers.Origin is not [{ } text] || !Uri.TryCreate(text, UriKind.Absolute, out var origin))
        {
            return false;
        }

        var isHost = string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
        return (isHost && (origin.Scheme == Uri.UriSchemeHttps || origin.IsLoopback))
            || IsOf(origin, settings.PublicUrl)
            || (Uri.TryCreate(brand.PublicUrl, UriKind.Absolute, out var branded) && IsOf(origin, branded));
    }

    private static bool IsOf(Uri origin, Uri page) => origin.Scheme == page.Scheme && origin.Authority == page.Authority;
}

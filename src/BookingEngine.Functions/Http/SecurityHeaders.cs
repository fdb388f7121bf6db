using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.Functions.Http;

/// <summary>The headers of every answer. A page may replace them with less strict ones.</summary>
public sealed class SecurityHeaders(Settings settings)
{
    private readonly bool _isHttps = settings.PublicUrl.Scheme == Uri.UriSchemeHttps;

    public void Apply(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        if (_isHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }
}

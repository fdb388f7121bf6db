using System.Net;

namespace BookingEngine.Outbound;

/// <summary>An address on the internet that somebody has given, and that requests are sent to: https, a public host, and no credentials.</summary>
/// <param name="Value">With the host in lower-case ASCII, and without a fragment.</param>
public sealed record OutboundAddress(Uri Value)
{
    public const int MaximumLength = 2048;
    private const int FirstUnprivilegedPort = 1024, MaximumHost = 253;

    /// <summary>Null if requests may not go there. Use <see cref="OutboundPolicy.Read"/>, which knows the deployment.</summary>
    /// <param name="allowLoopback">Whether http and https to this machine are allowed, for development.</param>
    public static OutboundAddress? Read(string text, bool allowLoopback)
    {
        // Uri is more generous: it corrects backslashes, skips white space and decodes the host.
        if (text.Length > MaximumLength || text.AsSpan().ContainsAny(" \\") || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || AuthorityOf(text).ContainsAny('@', '%'))
        {
            return null;
        }

        var host = uri.IdnHost.TrimEnd('.').ToLowerInvariant();
        if (uri.IdnHost.EndsWith("..", StringComparison.Ordinal) || host.Length is 0 or > MaximumHost)
        {
            return null;
        }

        var normal = new UriBuilder(uri) { Host = host, Fragment = "" }.Uri;
        return (allowLoopback && IsLoopback(normal)) || IsPublic(normal, host) ? new OutboundAddress(normal) : null;
    }

    private static bool IsPublic(Uri uri, string host) =>
        uri.Scheme == Uri.UriSchemeHttps && uri.Port is 443 or >= FirstUnprivilegedPort
        && (IPAddress.TryParse(host, out var address) ? PublicAddresses.Contain(address) : IsPublicName(host));

    // A name without a dot is one of the own network. A last label of digits is an IPv4 address to some resolvers.
    private static bool IsPublicName(string host) =>
        host.Contains('.') && !host.EndsWith(".localhost", StringComparison.Ordinal) && !char.IsAsciiDigit(host[host.LastIndexOf('.') + 1]);

    private static bool IsLoopback(Uri uri) =>
        (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && (uri.Host == "localhost" || (IPAddress.TryParse(uri.IdnHost, out var address) && IPAddress.IsLoopback(address)));

    private static ReadOnlySpan<char> AuthorityOf(string text)
    {
        var rest = text.AsSpan(text.IndexOf("//", StringComparison.Ordinal) is var at and >= 0 ? at + 2 : 0);
        return rest.IndexOfAny('/', '?', '#') is var end and >= 0 ? rest[..end] : rest;
    }
}

using System.Globalization;
using System.Net;

namespace BookingEngine.Infrastructure.Configuration;

/// <summary>The proxies whose <c>X-Forwarded-For</c> is trusted: a fixed number of proxies, or all proxies in given networks. By default
/// none.</summary>
public sealed record TrustedProxies(int Count, IReadOnlyList<IPNetwork> Networks)
{
    public static TrustedProxies None { get; } = new(0, []);

    public static TrustedProxies Read(SettingReader read) => read.Text("TRUSTED_PROXIES") switch
    {
        null => None,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 10 => new(count, []),
        { } text when Parse(text) is { } networks => new(0, networks),
        _ => throw new SettingException("TRUSTED_PROXIES must be a count from 0 to 10, or networks such as 10.0.0.0/8,fd00::/8."),
    };

    /// <summary>The client's address. Only entries that a trusted proxy added count, because a client can send any header.</summary>
    /// <param name="peer">The address of the connection.</param>
    /// <param name="forwarded">The entries of <c>X-Forwarded-For</c>, the nearest last.</param>
    public IPAddress ClientOf(IPAddress peer, IReadOnlyList<string> forwarded)
    {
        if (Count > 0)
        {
            return forwarded.Count >= Count && TryParse(forwarded[^Count]) is { } named ? named : peer;
        }

        var client = peer;
        for (var i = forwarded.Count - 1; i >= 0 && IsTrusted(client) && TryParse(forwarded[i]) is { } before; i--)
        {
            client = before;
        }

        return client;
    }

    private bool IsTrusted(IPAddress address) => Networks.Any(n => n.Contains(Plain(address)));

    private static IPNetwork[]? Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var networks = parts.Select(p => IPNetwork.TryParse(p, out var network) ? network : default(IPNetwork?)).ToList();
        return networks.All(n => n is not null) ? [.. networks.Select(n => n!.Value)] : null;
    }

    // Some proxies add the port: 203.0.113.7:51234, [2001:db8::1]:51234.
    private static IPAddress? TryParse(string entry)
    {
        var text = entry.Trim();
        return IPAddress.TryParse(text, out var address) ? address : IPEndPoint.TryParse(text, out var endPoint) ? endPoint.Address : null;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

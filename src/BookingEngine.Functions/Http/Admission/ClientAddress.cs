using System.Net;
using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.Functions.Http.Admission;

/// <summary>The client's address: the peer's, or the one that trusted proxies report.</summary>
public sealed class ClientAddress(Settings settings)
{
    private const int IPv6NetworkBytes = 8;

    public IPAddress Of(HttpRequest request)
    {
        var peer = request.HttpContext.Connection.RemoteIpAddress ?? IPAddress.None;
        var forwarded = request.Headers["X-Forwarded-For"].SelectMany(h => (h ?? "").Split(',')).ToList();
        var client = settings.Proxies.ClientOf(peer, forwarded);
        return client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
    }

    /// <summary>What limits count: the address, or of IPv6 its network. An IPv6 client has a whole /64 network (RFC 6177), so counting single addresses
    /// would not limit it.</summary>
    public string NetworkOf(HttpRequest request)
    {
        var client = Of(request);
        var bytes = client.GetAddressBytes();
        return bytes.Length > IPv6NetworkBytes ? Convert.ToHexString(bytes, 0, IPv6NetworkBytes) : client.ToString();
    }
}

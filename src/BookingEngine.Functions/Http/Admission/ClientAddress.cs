using System.Net;
using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.Functions.Http.Admission;

/// <summary>The client's address: the peer's, or the one that trusted proxies report.</summary>
public sealed class ClientAddress(Settings settings)
{
    public IPAddress Of(HttpRequest request)
    {
        var peer = request.HttpContext.Connection.RemoteIpAddress ?? IPAddress.None;
        var forwarded = request.Headers["X-Forwarded-For"].SelectMany(h => (h ?? "").Split(',')).ToList();
        var client = settings.Proxies.ClientOf(peer, forwarded);
        return client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
    }
}

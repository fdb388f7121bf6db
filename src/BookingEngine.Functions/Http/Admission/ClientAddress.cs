using System.Net;
using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.Functions.Http.Admission;

/// <summary>Where a request comes from: the peer, or what proxies that the operator trusts say of it.</summary>
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

using System.Net;
using System.Net.Sockets;
using BookingEngine.Outbound;

namespace BookingEngine.Infrastructure.Outbound;

/// <summary>Looks up the addresses of a name.</summary>
public delegate Task<IPAddress[]> NameLookup(string host, CancellationToken cancellation);

/// <summary>Connects to public addresses only. A name is looked up once for a connection, and the socket connects to what was checked: the name cannot
/// stand for another address in between.</summary>
internal sealed class GuardedConnections(NameLookup lookUp, OutboundPolicy policy)
{
    public async Task<Stream> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellation)
    {
        var addresses = await FindAddressesAsync(endPoint.Host, cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>All addresses of a host. One that is not public refuses the name, because which one a connection gets is chance.</summary>
    /// <exception cref="OutboundException">The name is unknown, or an address is refused.</exception>
    public async Task<IPAddress[]> FindAddressesAsync(string host, CancellationToken cancellation)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await LookUpAsync(host, cancellation);
        return Array.TrueForAll(addresses, policy.Allows) ? addresses : throw new OutboundException(OutboundFailure.AddressRefused);
    }

    private async Task<IPAddress[]> LookUpAsync(string host, CancellationToken cancellation)
    {
        try
        {
            return await lookUp(host, cancellation) is { Length: > 0 } found ? found : throw new OutboundException(OutboundFailure.NameUnknown);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new OutboundException(OutboundFailure.NameUnknown);
        }
    }
}

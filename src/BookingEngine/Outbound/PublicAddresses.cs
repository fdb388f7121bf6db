using System.Net;
using System.Net.Sockets;

namespace BookingEngine.Outbound;

/// <summary>Which IP addresses are on the public internet. Requests to addresses that tenants give may go nowhere else, because they would reach the
/// deployment's own network. Source of the ranges: IANA's special-purpose address registries (RFC 6890).</summary>
public static class PublicAddresses
{
    // 168.63.129.16 is public by its range, but it is the host service of every virtual machine on Azure.
    private static readonly IPNetwork[] RefusedV4 = Parse(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    // Outside 2000::/3 nothing is public: loopback, private, link-local, multicast, IPv4-compatible and both NAT64 ranges.
    private static readonly IPNetwork UnicastV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] RefusedV6 = Parse("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    public static bool Contain(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => Contain(address.MapToIPv4()),
        { AddressFamily: AddressFamily.InterNetwork } => !Array.Exists(RefusedV4, range => range.Contains(address)),
        { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: 0 } =>
            UnicastV6.Contains(address) && !Array.Exists(RefusedV6, range => range.Contains(address)),
        _ => false,
    };

    private static IPNetwork[] Parse(params string[] ranges) => [.. ranges.Select(IPNetwork.Parse)];
}

using System.Net;
using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.Tests.RateLimiting;

public sealed class TrustedProxiesTests
{
    private const string Peer = "10.0.0.1";

    [Theory]
    [InlineData("0", "203.0.113.7", Peer)]
    [InlineData("1", "203.0.113.7", "203.0.113.7")]
    [InlineData("1", "203.0.113.7:51234", "203.0.113.7")]
    [InlineData("1", "  203.0.113.7 ", "203.0.113.7")]
    [InlineData("1", "2001:db8::1", "2001:db8::1")]
    [InlineData("1", "[2001:db8::1]", "2001:db8::1")]
    [InlineData("1", "[2001:db8::1]:51234", "2001:db8::1")]
    [InlineData("1", "1.1.1.1|203.0.113.7", "203.0.113.7")]
    [InlineData("2", "1.1.1.1|203.0.113.7|10.0.0.2", "203.0.113.7")]
    [InlineData("2", "203.0.113.7", Peer)]
    [InlineData("1", "", Peer)]
    [InlineData("1", "unknown", Peer)]
    [InlineData("1", "_hidden", Peer)]
    [InlineData("1", "203.0.113.7|<script>", Peer)]
    [InlineData("1", "203.0.113.300", Peer)]
    [InlineData("1", "203.0.113.7:port", Peer)]
    [InlineData("10.0.0.0/8", "203.0.113.7", "203.0.113.7")]
    [InlineData("10.0.0.0/8", "1.1.1.1|203.0.113.7|10.9.9.9", "203.0.113.7")]
    [InlineData("10.0.0.0/8", "10.1.1.1|10.9.9.9", "10.1.1.1")]
    [InlineData("10.0.0.0/8", "1.1.1.1|garbage|10.9.9.9", "10.9.9.9")]
    [InlineData("10.0.0.0/8", "garbage", Peer)]
    [InlineData("10.0.0.0/8,fd00::/8", "2001:db8::1|fd00::2", "2001:db8::1")]
    [InlineData("192.0.2.0/24", "203.0.113.7", Peer)]
    public void The_client_is_the_nearest_address_that_is_not_trusted(string trusted, string forwarded, string client) =>
        Assert.Equal(IPAddress.Parse(client), Read(trusted).ClientOf(IPAddress.Parse(Peer), forwarded.Split('|')));

    [Fact]
    public void An_ipv4_mapped_peer_belongs_to_its_ipv4_network() => Assert.Equal(
        IPAddress.Parse("203.0.113.7"), Read("10.0.0.0/8").ClientOf(IPAddress.Parse("::ffff:10.0.0.1"), ["203.0.113.7"]));

    [Fact]
    public void Without_entries_the_client_is_the_peer() =>
        Assert.All(["0", "1", "3", "10.0.0.0/8"], trusted => Assert.Equal(IPAddress.Parse(Peer), Read(trusted).ClientOf(IPAddress.Parse(Peer), [])));

    [Theory]
    [InlineData("11")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("all")]
    [InlineData("*")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/8,")]
    [InlineData("10.0.0.0/8 192.168.0.0/16")]
    public void Anything_else_is_refused(string text)
    {
        var refused = Assert.Throws<SettingException>(() => Read(text));
        Assert.Equal("TRUSTED_PROXIES must be a count from 0 to 10, or networks such as 10.0.0.0/8,fd00::/8.", refused.Message);
    }

    private static TrustedProxies Read(string text) => TrustedProxies.Read(new SettingReader(name => name == "TRUSTED_PROXIES" ? text : null));
}

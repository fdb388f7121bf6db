using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.RateLimiting;

/// <summary>Which requests are counted together. The limit is two sign-ins a minute.</summary>
public sealed class ClientAddressTests
{
    private static readonly (string, string) TwoSignIns = ("RATE_LIMIT_LOGIN", "2/minute");

    [Fact]
    public async Task A_forged_header_changes_nothing_without_a_trusted_proxy() => await AssertStatusesAsync(
        [], ("198.51.100.1", 401), ("198.51.100.2", 401), ("198.51.100.3", 429), ("2001:db8::1", 429), ("127.0.0.1", 429));

    [Fact]
    public async Task Behind_one_proxy_only_the_last_entry_counts() => await AssertStatusesAsync(
        [("TRUSTED_PROXIES", "1")],
        ("198.51.100.1", 401), ("198.51.100.1:51234", 401), ("198.51.100.1", 429), ("203.0.113.9, 198.51.100.1", 429), ("198.51.100.1, 198.51.100.2", 401));

    [Fact]
    public async Task Behind_a_trusted_network_the_first_address_outside_it_counts() => await AssertStatusesAsync(
        [("TRUSTED_PROXIES", "127.0.0.0/8,10.0.0.0/8")],
        ("198.51.100.1", 401), ("198.51.100.1, 10.1.2.3", 401), ("1.2.3.4, 198.51.100.1, 10.1.2.3, 10.9.9.9", 429), ("198.51.100.2, 10.1.2.3", 401));

    [Fact]
    public async Task A_header_from_a_peer_outside_the_trusted_networks_changes_nothing() => await AssertStatusesAsync(
        [("TRUSTED_PROXIES", "10.0.0.0/8")], ("198.51.100.1", 401), ("198.51.100.2", 401), ("198.51.100.3", 429));

    [Fact]
    public async Task Clients_of_one_ipv6_64_bit_network_count_together() => await AssertStatusesAsync(
        [("TRUSTED_PROXIES", "1")],
        ("2001:db8:0:1::1", 401), ("[2001:db8:0:1:ffff::2]:443", 401), ("2001:db8:0:1:a:b:c:d", 429), ("2001:db8:0:2::1", 401));

    [Fact]
    public async Task An_ipv4_mapped_ipv6_address_is_its_ipv4_address() => await AssertStatusesAsync(
        [("TRUSTED_PROXIES", "1")], ("::ffff:198.51.100.1", 401), ("198.51.100.1", 401), ("::ffff:198.51.100.1", 429), ("::ffff:198.51.100.2", 401));

    [Fact]
    public async Task The_31st_failed_sign_in_of_an_account_is_refused_from_anywhere()
    {
        await using var api = await ConfiguredApi.StartAsync(("TRUSTED_PROXIES", "1"));
        var email = People.NewAddress();
        await api.RegisterAsync(email);
        for (var n = 1; n <= 30; n++)
        {
            Assert.Equal(401, (await api.SignInAsync(n % 2 == 0 ? email : email.ToUpperInvariant(), "guess", $"198.51.100.{n}")).Status);
        }

        var refused = await api.SignInAsync(email, People.Password, "198.51.100.31");
        refused.AssertProblem(429, "too_many_requests", "Too many requests. Try again in 3600 seconds.");
        Assert.Equal(("3600", "\"login\";r=9;t=60"), (refused.Header("Retry-After"), refused.Header("RateLimit")));
        api.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, (await api.SignInAsync(email, People.Password, "198.51.100.31")).Status);
    }

    [Fact]
    public async Task A_successful_sign_in_clears_the_accounts_count()
    {
        await using var api = await ConfiguredApi.StartAsync(("RATE_LIMIT_LOGIN", "off"), ("RATE_LIMIT_ACCOUNT", "3/hour"));
        var email = People.NewAddress();
        await api.RegisterAsync(email);
        string[] passwords = ["guess", "guess", People.Password, "guess", "guess", "guess", People.Password];

        var statuses = new List<int>();
        foreach (var password in passwords)
        {
            statuses.Add((await api.SignInAsync(email, password)).Status);
        }

        Assert.Equal([401, 401, 200, 401, 401, 401, 429], statuses);
    }

    private static async Task AssertStatusesAsync((string, string)[] variables, params (string ForwardedFor, int Status)[] requests)
    {
        await using var api = await ConfiguredApi.StartAsync([TwoSignIns, .. variables]);
        foreach (var (forwardedFor, status) in requests)
        {
            Assert.Equal((forwardedFor, status), (forwardedFor, (await api.SignInAsync("nobody@example.com", "guess", forwardedFor)).Status));
        }
    }
}

using BookingEngine.Tests.Outbound;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Webhooks;

/// <summary>Nobody reaches the deployment's network with a webhook: not by the address that is saved, not by a name that changes later, and not by a
/// redirect. All of it through the API, with the connections of the process watched.</summary>
public sealed class RefusedAddressTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Public = "203.0.114.7", Metadata = "169.254.169.254";

    private static readonly string[] Accepted =
    [
        "https://hooks.example.com/in", "https://hooks.example.com:8443/in", "https://HOOKS.example.com/In?x=1", "https://hooks.example.com./in",
        "https://bücher.example/h", "https://203.0.114.7/h", "https://[2606:4700::1111]/h",
    ];

    private static readonly string[] Refused =
    [
        "http://hooks.example.com/", "ftp://hooks.example.com/", "file:///etc/passwd", "//169.254.169.254/", "https://hooks.example.com:22/",
        "https://hooks.example.com:80/", "https://hooks.example.com:1023/", "https://u:p@hooks.example.com/", "https://hooks.example.com@127.0.0.1/",
        "https://hooks.example.com\\@10.0.0.1/", "https://127.0.0.1/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/", "https://127.1/",
        "https://%31%32%37.0.0.1/", "https://0/", "https://localhost/", "https://localhost./", "https://db.localhost/", "https://intranet/", "https://[::1]/",
        "https://[::]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:a00:1]/", "https://[::7f00:1]/", "https://[64:ff9b::a9fe:a9fe]/",
        "https://[64:ff9b:1::7f00:1]/", "https://[2002:7f00:1::]/", "https://[2001:db8::1]/", "https://[fe80::1%25eth0]/", "https://[fe80::1]/",
        "https://[fd00:ec2::254]/", "https://[ff02::1]/", "https://169.254.169.254/", "https://2852039166/", "https://0xa9fea9fe/", "https://168.63.129.16/",
        "https://100.100.100.200/", "https://10.0.0.5/", "https://10.0.0.5:8443/", "https://172.31.255.255/", "https://192.168.0.1/", "https://198.19.0.1/",
        "https://224.0.0.1/", "https://255.255.255.255/", "https://127。0。0。1/", "https://127．0．0．1/", "https://１２７.0.0.1/", "https://hooks.0x7f/",
        "https://booking.example.com/in",
    ];

    private static readonly (string Host, string[] Addresses)[] RefusedNames =
    [
        ("two.example.com", [Public, "10.0.0.5"]), ("two-turned.example.com", ["10.0.0.5", Public]), ("mapped.example.com", ["2606:4700::1111", "::ffff:10.0.0.1"]),
        ("loopback.example.com", ["127.0.0.1"]), ("metadata.example.com", [Metadata]), ("six.example.com", ["::1"]), ("local.example.com", ["fd00::5"]),
        ("unknown.example.com", []),
    ];

    private static readonly string[][] Rebound =
    [
        ["10.0.0.5"], ["127.0.0.1"], ["::1"], ["::ffff:127.0.0.1"], [Metadata], ["100.100.100.200"], ["168.63.129.16"], ["fd00:ec2::254"],
        ["64:ff9b::a9fe:a9fe"], [Public, "10.0.0.5"], ["192.168.0.1", Public], ["2606:4700::1111", "::ffff:a9fe:a9fe"],
    ];

    private readonly ConnectionLog _connections = new();
    private readonly GuardedWebhookApi _production = GuardedWebhookApi.Production();

    public Task InitializeAsync() => _production.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _production.DisposeAsync();
        _connections.Dispose();
    }

    [Fact]
    public async Task Public_addresses_are_saved_after_one_look_up_of_a_name()
    {
        _production.Names.Set("hooks.example.com", Public);
        _production.Names.Set("xn--bcher-kva.example", Public);

        foreach (var url in Accepted)
        {
            Assert.Equal(201, (await _production.CreateAsync(GuardedWebhookApi.BodyFor(url))).Status);
        }

        Assert.Equal(["hooks.example.com", "hooks.example.com", "hooks.example.com", "hooks.example.com", "xn--bcher-kva.example"], _production.Names.LookUps);
        AssertNoConnection();
    }

    [Fact]
    public async Task Addresses_that_are_not_public_are_refused_at_creation_and_change()
    {
        _production.Names.Set("hooks.example.com", Public);
        foreach (var (host, addresses) in RefusedNames)
        {
            _production.Names.Set(host, addresses);
        }

        var kept = await _production.NewEndpointAsync("https://hooks.example.com/in");
        string[] urls = [.. Refused, .. RefusedNames.Select(name => $"https://{name.Host}/in")];
        foreach (var url in urls)
        {
            foreach (var answer in new[] { await _production.CreateAsync(GuardedWebhookApi.BodyFor(url)), await _production.PutAsync(kept, GuardedWebhookApi.BodyFor(url)) })
            {
                Assert.True((422, "webhook_url_refused") == (answer.Status, answer.Member("code")), $"{url}: {answer.Status} {answer.Text}");
            }
        }

        Assert.Equal(("\"1\"", "https://hooks.example.com/in"), await StateOfAsync(kept));
        Assert.Equal(["hooks.example.com", .. RefusedNames.SelectMany(name => new[] { name.Host, name.Host })], _production.Names.LookUps);
        AssertNoConnection();
        output.WriteLine($"{urls.Length} addresses refused, each at creation and at a change: {urls.Length * 2} attempts.");
        Assert.True(urls.Length * 2 >= 60);
    }

    [Fact]
    public async Task A_name_that_becomes_private_after_saving_is_refused_at_delivery()
    {
        List<(string Host, string Endpoint)> endpoints = [];
        foreach (var (addresses, n) in Rebound.Select((addresses, n) => (addresses, n)))
        {
            var host = $"rebound{n}.example.com";
            _production.Names.Set(host, Public);
            endpoints.Add((host, await _production.NewEndpointAsync($"https://{host}/in")));
            _production.Names.Set(host, addresses);
        }

        var attempts = 0;
        foreach (var (host, endpoint) in endpoints)
        {
            Assert.Equal(202, (await _production.PostAsync($"/webhooks/{endpoint}/test")).Status);
            var delivery = await _production.TriedAsync(endpoint);
            Assert.Equal(("pending", true), ((string)delivery["status"]!, delivery["next_at"] is not null));
            Assert.All(delivery["attempts"]!.AsArray(), a => Assert.Equal(("address_refused", null), ((string?)a!["failure"], (int?)a["status"])));
            attempts += delivery["attempts"]!.AsArray().Count;
            Assert.True(_production.Names.LookUps.Count(name => name == host) > delivery["attempts"]!.AsArray().Count, "An attempt used an earlier look-up.");
        }

        AssertNoConnection();
        output.WriteLine($"{Rebound.Length} names that changed after saving, {attempts} attempts refused.");
    }

    [Fact]
    public async Task A_redirect_to_the_metadata_address_is_logged_and_not_followed()
    {
        var development = GuardedWebhookApi.Development();
        await development.InitializeAsync();
        foreach (var status in new[] { 301, 302, 303, 307, 308 })
        {
            await using var receiver = new RawServer($"HTTP/1.1 {status} Moved\nLocation: https://{Metadata}/latest/meta-data\nContent-Length: 0\n\n");
            var endpoint = await development.NewEndpointAsync(receiver.Url("/in"));
            Assert.Equal(202, (await development.PostAsync($"/webhooks/{endpoint}/test")).Status);

            var delivery = await development.TriedAsync(endpoint);

            Assert.Equal(("pending", status), ((string)delivery["status"]!, (int)delivery["attempts"]![0]!["status"]!));
            Assert.Contains(_connections.Begun, c => c.Port == receiver.Port);
        }

        await development.DisposeAsync();
        AssertNoConnection();
        output.WriteLine("5 redirects to the metadata address not followed.");
    }

    private async Task<(string? Version, string Url)> StateOfAsync(string endpoint) =>
        await _production.GetAsync($"/webhooks/{endpoint}") is var shown ? (shown.Header("ETag"), shown.Member("url")) : default;

    // Other tests of this process connect to high ports of this machine only.
    private void AssertNoConnection() => Assert.DoesNotContain(_connections.Begun, c => c.Port is 443 or 8443 || $"{c.Address}" is Metadata or "10.0.0.5");
}

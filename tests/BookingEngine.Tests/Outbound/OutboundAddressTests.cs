using BookingEngine.Outbound;

namespace BookingEngine.Tests.Outbound;

/// <summary>Addresses that requests may and may not go to. What a name stands for is checked by <see cref="GuardedHttpTests"/>.</summary>
public sealed class OutboundAddressTests
{
    private static readonly OutboundPolicy Production = new(AllowsLoopback: false, new Uri("https://booking.example.com"));
    private static readonly OutboundPolicy Development = new(AllowsLoopback: true, new Uri("http://localhost:7071"));

    [Theory]
    [InlineData("https://hooks.example.com/in", "https://hooks.example.com/in")]
    [InlineData("https://hooks.example.com:8443/in", "https://hooks.example.com:8443/in")]
    [InlineData("https://hooks.example.com:443/in", "https://hooks.example.com/in")]
    [InlineData("https://HOOKS.example.com/In?x=1", "https://hooks.example.com/In?x=1")]
    [InlineData("https://hooks.example.com./in", "https://hooks.example.com/in")]
    [InlineData("https://hooks.example.com/in#part", "https://hooks.example.com/in")]
    [InlineData("https://bücher.example/h", "https://xn--bcher-kva.example/h")]
    [InlineData("https://203.0.114.7/h", "https://203.0.114.7/h")]
    [InlineData("https://[2606:4700::1111]/h", "https://[2606:4700::1111]/h")]
    [InlineData("https://booking.example.com:8443/", "https://booking.example.com:8443/")]
    public void Public_address_is_accepted_in_its_normal_form(string text, string normal) =>
        Assert.Equal(normal, Production.Read(text)!.Value.AbsoluteUri);

    [Theory]
    [InlineData("http://hooks.example.com/")]
    [InlineData("ftp://hooks.example.com/")]
    [InlineData("webcal://hooks.example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("hooks.example.com/in")]
    [InlineData("/in")]
    [InlineData("")]
    [InlineData("https://hooks.example.com:22/")]
    [InlineData("https://hooks.example.com:80/")]
    [InlineData("https://hooks.example.com:1023/")]
    [InlineData("https://u:p@hooks.example.com/")]
    [InlineData("https://@hooks.example.com/")]
    [InlineData("https://hooks.example.com@127.0.0.1/")]
    [InlineData("https://hooks.example.com\\@10.0.0.1/")]
    [InlineData("https://hooks.example.com /")]
    [InlineData("https://hooks.example.com/a\nb")]
    [InlineData("https://hooks.example.com../")]
    public void Address_of_another_kind_is_refused(string text) => Assert.Null(Production.Read(text));

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://%31%32%37.0.0.1/")]
    [InlineData("https://0/")]
    [InlineData("https://localhost/")]
    [InlineData("https://localhost./")]
    [InlineData("https://db.localhost/")]
    [InlineData("https://intranet/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:a00:1]/")]
    [InlineData("https://[::7f00:1]/")]
    [InlineData("https://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("https://[64:ff9b:1::7f00:1]/")]
    [InlineData("https://[2002:7f00:1::]/")]
    [InlineData("https://[2001:db8::1]/")]
    [InlineData("https://[3fff::1]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://[ff02::1]/")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("https://168.63.129.16/")]
    [InlineData("https://100.100.100.200/")]
    [InlineData("https://10.0.0.5/")]
    [InlineData("https://172.31.255.255/")]
    [InlineData("https://192.168.0.1/")]
    [InlineData("https://198.19.0.1/")]
    [InlineData("https://224.0.0.1/")]
    [InlineData("https://255.255.255.255/")]
    [InlineData("https://127。0。0。1/")]
    [InlineData("https://127．0．0．1/")]
    [InlineData("https://１２７.0.0.1/")]
    [InlineData("https://hooks.0x7f/")]
    public void Address_that_is_not_public_is_refused(string text) => Assert.Null(Production.Read(text));

    [Theory]
    [InlineData("https://booking.example.com/")]
    [InlineData("https://BOOKING.example.com./feeds/a.ics")]
    public void Deployments_own_address_is_refused(string text) => Assert.Null(Production.Read(text));

    [Fact]
    public void Longest_address_has_2048_characters()
    {
        var text = "https://hooks.example.com/".PadRight(2048, 'a');

        Assert.NotNull(Production.Read(text));
        Assert.Null(Production.Read(text + "a"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:9000/x")]
    [InlineData("http://localhost:9000/x")]
    [InlineData("http://[::1]:9000/x")]
    [InlineData("https://localhost:9000/x")]
    public void Own_machine_is_accepted_for_development_only(string text)
    {
        Assert.NotNull(Development.Read(text));
        Assert.Null(Production.Read(text));
    }

    [Theory]
    [InlineData("http://hooks.example.com/")]
    [InlineData("http://10.0.0.5/")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("http://localhost:7071/")]
    public void Development_opens_nothing_but_the_own_machine(string text) => Assert.Null(Development.Read(text));
}

using System.Globalization;
using System.Net;
using BookingEngine.Infrastructure.Outbound;
using BookingEngine.Outbound;
using NodaTime;

namespace BookingEngine.Tests.Outbound;

/// <summary>Each target of a redirect is checked like the first address.</summary>
public sealed class RedirectTests
{
    private static readonly OutboundPolicy Development = new(AllowsLoopback: true, new Uri("http://localhost:7071"));

    [Theory]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://10.0.0.5/")]
    [InlineData("https://[::ffff:a9fe:a9fe]/")]
    [InlineData("http://hooks.example.com/")]
    [InlineData("ftp://hooks.example.com/")]
    [InlineData("//169.254.169.254/")]
    [InlineData("https://hooks.example.com:22/")]
    [InlineData("http://localhost:7071/own")]
    [InlineData("https://[bad")]
    public async Task Redirect_to_an_address_that_is_not_public_is_refused(string target)
    {
        await using var server = new RawServer($"HTTP/1.1 302 Found\nLocation: {target}\nContent-Length: 0\n\n");

        Assert.Equal(OutboundFailure.AddressRefused, (await SendAsync(server, "/", maximumRedirects: 5)).Failure);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Name_in_a_redirect_is_looked_up_and_checked()
    {
        await using var server = new RawServer("HTTP/1.1 301 Moved\nLocation: https://inside.example.com/\nContent-Length: 0\n\n");

        Assert.Equal(OutboundFailure.AddressRefused, (await SendAsync(server, "/", maximumRedirects: 5)).Failure);
    }

    [Fact]
    public async Task Five_redirects_are_followed_and_no_sixth()
    {
        await using var server = new RawServer((request, stream, cancellation) =>
        {
            var left = int.Parse(request.AsSpan("GET /".Length, 1), CultureInfo.InvariantCulture);
            return RawServer.WriteAsync(
                stream,
                left == 0 ? "HTTP/1.1 200 OK\nContent-Length: 4\n\ndone" : $"HTTP/1.1 307 Temporary Redirect\nLocation: /{left - 1}\nContent-Length: 0\n\n",
                cancellation);
        });

        Assert.Equal(200, (await SendAsync(server, "/5", maximumRedirects: 5)).Answer!.Status);
        Assert.Equal(6, server.Requests.Count);
        Assert.Equal(OutboundFailure.TooManyRedirects, (await SendAsync(server, "/6", maximumRedirects: 5)).Failure);
    }

    [Fact]
    public async Task Redirect_is_the_answer_if_none_is_followed()
    {
        await using var server = new RawServer("HTTP/1.1 302 Found\nLocation: https://169.254.169.254/\nContent-Length: 0\n\n");

        Assert.Equal(302, (await SendAsync(server, "/", maximumRedirects: 0)).Answer!.Status);
    }

    [Fact]
    public async Task Redirect_without_a_target_is_the_answer()
    {
        await using var server = new RawServer("HTTP/1.1 302 Found\nContent-Length: 0\n\n");

        Assert.Equal(302, (await SendAsync(server, "/", maximumRedirects: 5)).Answer!.Status);
    }

    private static async Task<OutboundResult> SendAsync(RawServer server, string path, int maximumRedirects)
    {
        using var http = new GuardedHttp(
            (host, _) => Task.FromResult<IPAddress[]>([host == "localhost" ? IPAddress.Loopback : IPAddress.Parse("10.0.0.5")]), Development, TimeProvider.System);
        return await http.SendAsync(
            new OutboundRequest("GET", Development.Read(server.Url(path))!, [], MaximumBody: 4096, maximumRedirects, Duration.FromMinutes(1)), default);
    }
}

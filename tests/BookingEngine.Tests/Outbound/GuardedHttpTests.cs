using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using BookingEngine.Infrastructure.Outbound;
using BookingEngine.Outbound;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace BookingEngine.Tests.Outbound;

/// <summary>Requests to addresses of tenants reach public addresses only, and no answer can hold or fill the process.</summary>
public sealed class GuardedHttpTests
{
    private static readonly OutboundPolicy Production = new(AllowsLoopback: false, new Uri("https://booking.example.com"));
    private static readonly OutboundPolicy Development = new(AllowsLoopback: true, new Uri("http://localhost:7071"));

    private readonly FakeTimeProvider _time = new();
    private int _lookUps;

    [Fact]
    public async Task Answer_has_status_headers_and_body()
    {
        await using var server = new RawServer("HTTP/1.1 410 Gone\nETag: \"a\"\nContent-Type: text/plain\nContent-Length: 4\n\ngone");

        var answer = (await SendAsync(server.Url("/in?x=1"))).Answer!;

        Assert.Equal((410, "gone", false), (answer.Status, Encoding.UTF8.GetString(answer.Body), answer.IsCut));
        Assert.Equal(("\"a\"", "text/plain"), (answer.Headers["etag"], answer.Headers["content-type"]));
    }

    [Fact]
    public async Task Request_carries_nothing_but_what_it_was_given()
    {
        using var trace = new Activity("a").Start();
        await using var server = new RawServer("HTTP/1.1 204 No Content\nSet-Cookie: a=b\n\n");

        await SendAsync(server.Url("/in"), [new("If-None-Match", "\"a\"")]);
        await SendAsync(server.Url("/in"));

        Assert.Equal(
            [$"GET /in HTTP/1.1\r\nHost: localhost:{server.Port}\r\nIf-None-Match: \"a\"\r\n\r\n", $"GET /in HTTP/1.1\r\nHost: localhost:{server.Port}\r\n\r\n"],
            server.Requests);
    }

    [Fact]
    public async Task Body_is_sent_byte_for_byte()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\nContent-Length: 0\n\n");
        using var http = Http(Development);
        var request = Request(server.Url("/in"), [new("Content-Type", "application/json"), new("webhook-id", "1")]) with
        {
            Method = "POST",
            Body = Encoding.UTF8.GetBytes("{\"name\":\"Zoë\"}"),
        };

        Assert.Equal(200, (await http.SendAsync(request, default)).Answer!.Status);
        Assert.Equal(
            $"POST /in HTTP/1.1\r\nHost: localhost:{server.Port}\r\nwebhook-id: 1\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{{\"name\":\"Zoë\"}}",
            Assert.Single(server.Requests));
    }

    [Fact]
    public async Task Header_with_a_line_break_is_an_exception()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\n\n");

        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(server.Url("/"), [new("a", "b\r\nc: d")]));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Endless_body_is_cut()
    {
        await using var server = new RawServer(async (_, stream, cancellation) =>
        {
            await RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\n\n", cancellation);
            while (true)
            {
                await stream.WriteAsync(new byte[65_536], cancellation);
            }
        });

        var answer = (await SendAsync(server.Url("/"))).Answer!;

        Assert.Equal((200, 4096, true), (answer.Status, answer.Body.Length, answer.IsCut));
    }

    [Fact]
    public async Task Slow_body_ends_with_the_time_limit()
    {
        var trickled = new TaskCompletionSource();
        await using var server = new RawServer(async (_, stream, cancellation) =>
        {
            await RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\nContent-Length: 4000\n\na", cancellation);
            trickled.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
        });

        var sending = SendAsync(server.Url("/"));
        await trickled.Task.WaitAsync(Timeouts.Wait);
        _time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(OutboundFailure.TimedOut, (await sending.WaitAsync(Timeouts.Wait)).Failure);
    }

    [Fact]
    public async Task Callers_cancellation_is_no_time_out()
    {
        using var cancelled = new CancellationTokenSource();
        await using var server = new RawServer(async (_, _, cancellation) =>
        {
            await cancelled.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellation);
        });
        using var http = Http(Development);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => http.SendAsync(Request(server.Url("/")), cancelled.Token));
    }

    [Fact]
    public async Task Headers_of_10_megabytes_are_refused()
    {
        await using var server = new RawServer($"HTTP/1.1 200 OK\na: {new string('a', 10_000_000)}\n\n");

        Assert.Equal(OutboundFailure.AnswerInvalid, (await SendAsync(server.Url("/"))).Failure);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH\n")]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 10\n\nabc")]
    public async Task Broken_answer_is_a_failure(string text)
    {
        await using var server = new RawServer(text);

        Assert.Equal(OutboundFailure.AnswerInvalid, (await SendAsync(server.Url("/"))).Failure);
    }

    [Fact]
    public async Task Closed_port_is_unreachable()
    {
        var server = new RawServer("");
        var url = server.Url("/");
        await server.DisposeAsync();

        Assert.Equal(OutboundFailure.Unreachable, (await SendAsync(url)).Failure);
    }

    [Fact]
    public async Task Connection_goes_to_the_very_address_that_was_checked()
    {
        var address = IPAddress.Parse("127.0.0.2");
        await using var server = new RawServer(
            (_, stream, cancellation) => RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\nContent-Length: 0\n\n", cancellation), address);
        using var http = Http(Development, address);

        Assert.Equal(200, (await http.SendAsync(Request(server.Url("/")), default)).Answer!.Status);
        Assert.Equal(1, _lookUps);
    }

    [Fact]
    public async Task Name_that_becomes_private_after_saving_is_refused()
    {
        IPAddress[][] answers = [[IPAddress.Parse("203.0.114.7")], [IPAddress.Parse("10.0.0.5")]];
        using var http = new GuardedHttp((_, _) => Task.FromResult(answers[_lookUps++]), Production, _time);
        var request = Request("https://hooks.example.com/", policy: Production);

        Assert.True(await http.IsReachableAsync(request.Address, default));
        Assert.Equal(OutboundFailure.AddressRefused, (await http.SendAsync(request, default)).Failure);
    }

    [Theory]
    [InlineData("203.0.114.7", "10.0.0.5")]
    [InlineData("10.0.0.5", "203.0.114.7")]
    [InlineData("2606:4700::1111", "::ffff:127.0.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    public async Task One_private_address_refuses_the_name(params string[] addresses)
    {
        using var http = Http(Production, [.. addresses.Select(IPAddress.Parse)]);
        var request = Request("https://hooks.example.com/", policy: Production);

        Assert.False(await http.IsReachableAsync(request.Address, default));
        Assert.Equal(OutboundFailure.AddressRefused, (await http.SendAsync(request, default)).Failure);
    }

    [Fact]
    public async Task Unknown_name_is_refused()
    {
        using var http = new GuardedHttp((_, _) => throw new SocketException((int)SocketError.HostNotFound), Production, _time);
        var request = Request("https://hooks.example.com/", policy: Production);

        Assert.False(await http.IsReachableAsync(request.Address, default));
        Assert.Equal(OutboundFailure.NameUnknown, (await http.SendAsync(request, default)).Failure);
    }

    [Fact]
    public async Task Lookup_without_an_end_is_no_reachable_name()
    {
        using var http = new GuardedHttp(
            async (_, cancellation) =>
            {
                await Task.Delay(Timeout.Infinite, cancellation);
                return [];
            },
            Production, _time);

        var asking = http.IsReachableAsync(Request("https://hooks.example.com/", policy: Production).Address, default);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.False(await asking.WaitAsync(Timeouts.Wait));
    }

    private GuardedHttp Http(OutboundPolicy policy, params IPAddress[] addresses) => new(
        (_, _) =>
        {
            _lookUps++;
            return Task.FromResult(addresses.Length == 0 ? [IPAddress.Loopback] : addresses);
        },
        policy, _time);

    private static OutboundRequest Request(string url, KeyValuePair<string, string>[]? headers = null, OutboundPolicy? policy = null) =>
        new("GET", (policy ?? Development).Read(url)!, headers ?? [], MaximumBody: 4096, MaximumRedirects: 0, Duration.FromSeconds(15));

    private async Task<OutboundResult> SendAsync(string url, KeyValuePair<string, string>[]? headers = null)
    {
        using var http = Http(Development);
        return await http.SendAsync(Request(url, headers), default);
    }
}

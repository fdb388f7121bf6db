using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Outbound;

namespace BookingEngine.Tests.Webhooks;

/// <summary>Receivers that misbehave, each beside a good one. The log tells what happened, what they did not accept waits, and the good one has
/// everything.</summary>
public sealed class BadReceiverTests : IAsyncLifetime
{
    private readonly GuardedWebhookApi _api = GuardedWebhookApi.Development();
    private bool _isMended;

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_bad_certificate_is_logged_and_the_payload_waits()
    {
        await using var bad = new BadCertificateServer();

        var (_, delivery) = await DeliverBesideAGoodOneAsync(bad.Url("/in"));

        Assert.Equal("certificate_invalid", FailureOf(delivery));
        Assert.Equal(("pending", true), ((string)delivery["status"]!, delivery["next_at"] is not null));
        Assert.True(bad.Refused > 0, "It was not asked.");
    }

    [Fact]
    public Task Headers_of_10_megabytes_are_logged_and_the_payload_arrives_later() =>
        AssertFailsThenArrivesAsync($"HTTP/1.1 200 OK\na: {new string('a', 10_000_000)}\n\n", "answer_invalid");

    [Fact]
    public Task A_connection_closed_after_the_head_is_logged_and_the_payload_arrives_later() =>
        AssertFailsThenArrivesAsync("HTTP/1.1 200 OK\nContent-Length: 10\n\n", "answer_invalid");

    [Fact]
    public async Task A_receiver_that_hangs_is_logged_and_the_payload_arrives_later()
    {
        await using var bad = new RawServer(async (_, stream, cancellation) =>
        {
            if (_isMended)
            {
                await RawServer.WriteAsync(stream, "HTTP/1.1 204 No Content\n\n", cancellation);
                return;
            }

            await RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\nContent-Length: 4000\n\na", cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        });

        await AssertFailsThenArrivesAsync(bad, "timed_out");
    }

    [Fact]
    public async Task An_answer_without_an_end_is_cut_in_the_log()
    {
        await using var endless = new RawServer(async (_, stream, cancellation) =>
        {
            await RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\n\n", cancellation);
            while (true)
            {
                await RawServer.WriteAsync(stream, new string('a', 65_536), cancellation);
            }
        });

        var (_, delivery) = await DeliverBesideAGoodOneAsync(endless.Url("/in"));

        Assert.Equal(("delivered", new string('a', 4096)), ((string)delivery["status"]!, (string)delivery["attempts"]![0]!["answer"]!));
    }

    private async Task AssertFailsThenArrivesAsync(string badAnswer, string failure)
    {
        await using var bad = new RawServer(
            (_, stream, cancellation) => RawServer.WriteAsync(stream, _isMended ? "HTTP/1.1 204 No Content\n\n" : badAnswer, cancellation));
        await AssertFailsThenArrivesAsync(bad, failure);
    }

    private async Task AssertFailsThenArrivesAsync(RawServer bad, string failure)
    {
        var (endpoint, delivery) = await DeliverBesideAGoodOneAsync(bad.Url("/in"));
        Assert.Equal(("pending", failure), ((string)delivery["status"]!, FailureOf(delivery)));

        _isMended = true;
        await _api.WaitForStatusAsync(endpoint, "delivered", TimeSpan.FromMinutes(1));

        Assert.Contains($"webhook-id: {(string)delivery["id"]!}", bad.Requests.Last(), StringComparison.Ordinal);
    }

    /// <returns>The bad endpoint, and its delivery once it was tried.</returns>
    private async Task<(string Endpoint, JsonObject Delivery)> DeliverBesideAGoodOneAsync(string url)
    {
        await using var good = new RawServer("HTTP/1.1 204 No Content\n\n");
        var (bad, other) = (await _api.NewEndpointAsync(url), await _api.NewEndpointAsync(good.Url("/in")));

        var booked = await _api.BookAsync(await _api.Api.NewPersonAsync());

        await _api.WaitForStatusAsync(other, "delivered", TimeSpan.Zero);
        Assert.Contains(booked.Member("id"), good.Requests.Last(), StringComparison.Ordinal);
        return (bad, await _api.TriedAsync(bad));
    }

    private static string? FailureOf(JsonObject delivery) => (string?)delivery["attempts"]![0]!["failure"];
}

using System.Collections.Concurrent;
using System.Text;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace BookingEngine.Tests.Processes;

public sealed class TelemetryExportTests : IDisposable
{
    private readonly ProgramFixture _fixture = new();
    private readonly ConcurrentQueue<(string Path, string Body)> _received = [];

    [Fact]
    public async Task Telemetry_reaches_the_endpoint_without_addresses_or_names()
    {
        await using var collector = await StartCollectorAsync();
        var program = await _fixture.ServeAsync(
        [
            .. _fixture.Known, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_METRIC_EXPORT_INTERVAL", "100"),
        ]);
        var registered = await program.SendAsync(Call.PostJson(
            "/auth/register", $$"""{"email":"ada@example.com","password":"{{People.Password}}","full_name":"Ada Lovelace"}"""));
        Assert.Equal(201, registered.Status);

        await Mailbox.WaitAsync(() => Task.FromResult(Has("/v1/traces", "decide user") && Has("/v1/metrics", "booking_engine.commands")));
        Assert.True(Has("/v1/traces", "decide user"));
        Assert.True(Has("/v1/metrics", "booking_engine.commands"));
        Assert.DoesNotContain(_received, r => r.Body.Contains("ada@example.com", StringComparison.Ordinal) || r.Body.Contains("Lovelace", StringComparison.Ordinal));
    }

    public void Dispose() => _fixture.Dispose();

    private bool Has(string path, string text) => _received.Any(r => r.Path == path && r.Body.Contains(text, StringComparison.Ordinal));

    // Protobuf contains names as plain text.
    private async Task<WebApplication> StartCollectorAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/{**path}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _received.Enqueue((request.Path.Value!, Encoding.Latin1.GetString(body.ToArray())));
        });
        await collector.StartAsync();
        return collector;
    }
}

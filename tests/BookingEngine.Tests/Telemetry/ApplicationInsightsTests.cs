using System.Collections.Concurrent;
using System.IO.Compression;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Processes;
using BookingEngine.Tests.Recovery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace BookingEngine.Tests.Telemetry;

public sealed class ApplicationInsightsTests : IDisposable
{
    private const string Connection = "APPLICATIONINSIGHTS_CONNECTION_STRING", Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";
    private const string Resource = "InstrumentationKey=00000000-0000-0000-0000-000000000001";
    private readonly ProgramFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    /// <summary>The alerts of infra read these names. The test uses its own process, because only five requests a second are traced, and possibly
    /// none of the first ones.</summary>
    [UnixFact]
    public async Task Requests_and_metrics_are_exported_without_addresses()
    {
        var received = new ConcurrentQueue<string>();
        bool Has(string text) => received.Any(body => body.Contains(text, StringComparison.Ordinal));
        await using var resource = await StartResourceAsync(received);
        var program = await _fixture.ServeAsync([.. _fixture.Known, (Connection, $"{Resource};IngestionEndpoint={resource.Urls.Single()}/")]);
        var registered = await program.SendAsync(Call.PostJson(
            "/auth/register", $$"""{"email":"ada@example.com","password":"{{People.Password}}","full_name":"Ada Lovelace"}"""));
        Assert.Equal(201, registered.Status);
        await Mailbox.WaitAsync(async () =>
        {
            await program.SendAsync(Call.Get("/health/live"));
            return Has("RequestData");
        });
        Assert.True(Has("RequestData"));
        Assert.Equal(0, await program.StopAsync());

        Assert.True(Has("booking_engine.requests"));
        Assert.DoesNotContain(received, body => body.Contains("ada@example.com", StringComparison.Ordinal) || body.Contains("Lovelace", StringComparison.Ordinal));
    }

    [Fact]
    public void The_export_signs_in_with_the_hosts_identity()
    {
        Assert.Null(ConfiguredApi.Read().Insights);
        Assert.Equal(new ApplicationInsights(Resource, SignsIn: false, null), ConfiguredApi.Read((Connection, Resource)).Insights);
        Assert.Equal(
            new ApplicationInsights(Resource, SignsIn: true, null),
            ConfiguredApi.Read((Connection, Resource), (Authentication, "Authorization=AAD")).Insights);
        Assert.Equal(
            new ApplicationInsights(Resource, SignsIn: true, "an-id"),
            ConfiguredApi.Read((Connection, Resource), (Authentication, "ClientId=an-id;Authorization=AAD")).Insights);
    }

    [Theory]
    [InlineData("somewhere", null, "APPLICATIONINSIGHTS_CONNECTION_STRING must be a connection string such as InstrumentationKey=…;IngestionEndpoint=https://…")]
    [InlineData(
        Resource, "ClientId=an-id", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING must be Authorization=AAD, with ClientId=… before it for a user-assigned identity.")]
    public void A_setting_without_resource_or_valid_authentication_is_refused(string connection, string? authentication, string message) => Assert.Equal(
        message,
        Assert.Throws<SettingException>(() => ConfiguredApi.Read((Connection, connection), (Authentication, authentication!))).Message);

    private static async Task<WebApplication> StartResourceAsync(ConcurrentQueue<string> received)
    {
        var resource = WebApplication.CreateSlimBuilder().Build();
        resource.Urls.Add("http://127.0.0.1:0");
        resource.MapPost("/{**path}", async (HttpRequest request) =>
        {
            var zipped = request.Headers.ContentEncoding == "gzip";
            using var body = new StreamReader(zipped ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body);
            var lines = await body.ReadToEndAsync();
            received.Enqueue(lines);
            var count = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
            return Results.Json(new { itemsReceived = count, itemsAccepted = count, errors = Array.Empty<object>() });
        });
        await resource.StartAsync();
        return resource;
    }
}

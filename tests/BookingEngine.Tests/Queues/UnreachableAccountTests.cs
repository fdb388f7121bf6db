using System.Net;
using System.Net.Sockets;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Queues;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Tests.Cross;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace BookingEngine.Tests.Queues;

/// <summary>An unreachable storage account. Each call fails after its retries with the exception for infrastructure.</summary>
public sealed class UnreachableAccountTests : IDisposable
{
    private static readonly StorageRetries Quick = new(Count: 2, LongestDelay: TimeSpan.FromMilliseconds(5), Timeout: TimeSpan.FromMilliseconds(100));
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public UnreachableAccountTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void A_failing_call_ends_within_twelve_seconds() =>
        Assert.InRange(StorageRetries.Default.Longest, TimeSpan.Zero, TimeSpan.FromSeconds(12));

    [Fact]
    public async Task A_refused_connection_is_reported_as_unavailable()
    {
        var settings = Settings();
        _listener.Stop();

        await AssertUnavailableAsync(new StorageQueues(new StorageQueueService(settings, Quick)));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_reported_as_unavailable() =>
        await AssertUnavailableAsync(new StorageQueues(new StorageQueueService(Settings(), Quick)));

    [Fact]
    public async Task A_busy_server_is_retried_as_often_as_configured()
    {
        var tries = 0;
        await using var busy = WebApplication.CreateSlimBuilder().Build();
        busy.Urls.Add("http://127.0.0.1:0");
        busy.MapFallback(() =>
        {
            Interlocked.Increment(ref tries);
            return Results.StatusCode(503);
        });
        await busy.StartAsync();
        var queues = new StorageQueues(new StorageQueueService(Settings(busy.Urls.Single()), Quick with { Timeout = Timeouts.Answer }));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => queues.SendAsync(QueueNames.Mails, "lost"));

        Assert.Equal(1 + Quick.Count, tries);
    }

    [Fact]
    public async Task An_unreachable_server_leaves_the_host_ready_and_running()
    {
        var settings = Settings();
        _listener.Stop();
        await using var api = await ConfiguredApi.StartAsync(("AzureWebJobsStorage", settings.ConnectionString!));

        var ready = await api.SendAsync(Http.Call.Get("/health/ready"));

        Assert.Equal((200, false), (ready.Status, ready.Json.ContainsKey("measured_at"))); // the sweep cannot count poison messages
        Assert.Equal(200, (await api.SendAsync(Http.Call.Get("/health/live"))).Status);
        Assert.Equal(201, (await api.RegisterAsync(Http.People.NewAddress())).Status);
    }

    private static async Task AssertUnavailableAsync(StorageQueues queues)
    {
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(() => queues.SendAsync(QueueNames.Mails, "lost"));
        Assert.StartsWith("The queue mails could not be reached", e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => queues.CountPoisonAsync(CancellationToken.None));
    }

    private StorageSettings Settings() => Settings($"http://{_listener.LocalEndpoint}");

    private static StorageSettings Settings(string address) => ConfiguredApi.Read(
        ("AzureWebJobsStorage", $"DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=bm8ga2V5;QueueEndpoint={address}/nobody")).Storage!;
}

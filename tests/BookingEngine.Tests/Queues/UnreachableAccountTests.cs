using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Queues;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Tests.Cross;

namespace BookingEngine.Tests.Queues;

/// <summary>A storage account that is not there: infrastructure that fails, soon and by the one exception for it.</summary>
public sealed class UnreachableAccountTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public UnreachableAccountTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_connection_that_is_refused_fails_soon()
    {
        var settings = Settings();
        _listener.Stop();

        await AssertUnavailableAsync(settings);
    }

    [Fact]
    public async Task A_server_that_never_answers_fails_soon() => await AssertUnavailableAsync(Settings());

    [Fact]
    public async Task A_server_that_is_not_there_makes_the_host_answer_503_and_not_end()
    {
        var settings = Settings();
        _listener.Stop();
        await using var api = await ConfiguredApi.StartAsync(("AzureWebJobsStorage", settings.ConnectionString!));

        var ready = await api.SendAsync(Http.Call.Get("/health/ready"));

        Assert.Equal((503, "store_unavailable"), (ready.Status, ready.Member("code")));
        Assert.Equal(200, (await api.SendAsync(Http.Call.Get("/health/live"))).Status);
        Assert.Equal(201, (await api.RegisterAsync(Http.People.NewAddress())).Status);
    }

    private static async Task AssertUnavailableAsync(StorageSettings settings)
    {
        var queues = new StorageQueues(new StorageQueueService(settings));
        var clock = Stopwatch.StartNew();

        var e = await Assert.ThrowsAsync<StoreUnavailableException>(() => queues.SendAsync(QueueNames.Mails, "lost"));
        Assert.StartsWith("The queue mails could not be reached", e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => queues.CountPoisonAsync(CancellationToken.None));
        Assert.True(clock.Elapsed < 2 * Soon, $"It took {clock.Elapsed}.");
    }

    private StorageSettings Settings() => ConfiguredApi.Read((
        "AzureWebJobsStorage",
        $"DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=bm8ga2V5;QueueEndpoint=http://{_listener.LocalEndpoint}/nobody")).Storage!;
}

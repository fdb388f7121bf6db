using System.Net;
using System.Net.Sockets;
using BookingEngine.LocalHost.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BookingEngine.Tests.Functions;

public class HostStartTests
{
    [Fact]
    public async Task A_start_that_fails_stops_what_has_started()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel().UseUrls($"http://{taken.LocalEndpoint}");
        var listener = new Listener();
        builder.Services.AddRoutingCore().AddHostedService(_ => listener);
        await using var app = builder.Build();

        await Assert.ThrowsAsync<IOException>(app.StartOrStopAsync);

        Assert.Equal(["started", "stopped"], listener.Acts);
    }

    private sealed class Listener : IHostedService
    {
        public List<string> Acts { get; } = [];

        public Task StartAsync(CancellationToken cancellationToken) => AddAsync("started");

        public Task StopAsync(CancellationToken cancellationToken) => AddAsync("stopped");

        private Task AddAsync(string act)
        {
            Acts.Add(act);
            return Task.CompletedTask;
        }
    }
}

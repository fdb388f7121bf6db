using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;

namespace BookingEngine.FunctionsHost;

/// <summary>Creates the web servers for the worker and for clients.</summary>
internal static class WebServer
{
    public static WebApplicationBuilder CreateBuilder(Action<KestrelServerOptions> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(configure);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Yarp", LogLevel.None).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.AddRouting().AddSingleton<IHostLifetime, NoLifetime>()
            .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        return builder;
    }

    // The command handles signals: it stops the servers in order.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

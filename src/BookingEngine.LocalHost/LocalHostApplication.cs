using System.Collections;
using BookingEngine.Functions;
using BookingEngine.Functions.Http;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Queues;
using BookingEngine.LocalHost.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace BookingEngine.LocalHost;

/// <summary>The whole API in one process: the same functions as on Azure, served by Kestrel.</summary>
public static class LocalHostApplication
{
    public static WebApplication Build(Settings settings, IReadOnlyList<string> urls, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "BookingEngine.LocalHost" });
        builder.WebHost.UseKestrel(ServerLimits.Apply).UseUrls([.. urls]);
        builder.Logging.AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat, o.UseUtcTimestamp) = (true, "HH:mm:ss.fff ", true));
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("BookingEngine", LogLevel.Information)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical) // Program reports a failed start in one line
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None); // else it starts an activity and a log scope for each request

        builder.Configuration.AddInMemoryCollection(TelemetryVariables());
        builder.Services.AddFunctions(settings)
            .AddSingleton<FunctionInstances>()
            .AddSingleton(_ => QueueSettings.Read())
            .AddQueueReceiver(settings.Storage, s => s.GetRequiredService<QueueSettings>().MaximumPollingInterval)
            .AddSingleton<MessageHandling>()
            .AddSingleton<QueueLoop>()
            .AddHostedService<QueueListener>()
            .AddHostedService<TimerListener>()
            .Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(10));
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        HttpRoutes.RunIn(app);
        return app;
    }

    // The OpenTelemetry library reads its variables from the configuration, and an empty builder has none.
    private static Dictionary<string, string?> TelemetryVariables()
    {
        var found = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable.Key is string name && name.StartsWith("OTEL_", StringComparison.Ordinal))
            {
                found[name] = (string?)variable.Value;
            }
        }

        return found;
    }
}

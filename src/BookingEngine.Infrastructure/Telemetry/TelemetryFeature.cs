using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace BookingEngine.Infrastructure.Telemetry;

/// <summary>Sends traces and metrics where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> points, and to Application Insights where
/// <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> names one; without either nothing is set up at all. The other standard <c>OTEL_*</c>
/// variables are the library's to read.</summary>
public static class TelemetryFeature
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, Settings settings)
    {
        if (!settings.ExportsTelemetry && settings.Insights is null)
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("booking-engine"))
            .WithTracing(t => t.AddSource(EngineTelemetry.Name))
            .WithMetrics(m => m.AddMeter(EngineTelemetry.Name));
        if (settings.ExportsTelemetry)
        {
            telemetry.UseOtlpExporter();
        }

        if (settings.Insights is { } insights)
        {
            telemetry.WithTracing(t => t.AddAzureMonitorTraceExporter(o => Configure(o, insights)))
                .WithMetrics(m => m.AddAzureMonitorMetricExporter(o => Configure(o, insights)));
        }

        return services;
    }

    private static void Configure(AzureMonitorExporterOptions options, ApplicationInsights insights)
    {
        options.ConnectionString = insights.ConnectionString;
        options.Credential = insights.SignsIn ? Identity(insights.ClientId) : null;
        options.TracesPerSecond = 5; // what is taken in is paid for; metrics count everything all the same
        options.DisableOfflineStorage = true; // an instance's disk does not last: what cannot be sent is dropped
        options.EnableLiveMetrics = false;
    }

    private static ManagedIdentityCredential Identity(string? clientId) => new ManagedIdentityCredential(
        clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));
}

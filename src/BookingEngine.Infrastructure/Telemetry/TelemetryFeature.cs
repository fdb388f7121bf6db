using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace BookingEngine.Infrastructure.Telemetry;

/// <summary>Exports traces and metrics to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, and to Application Insights by
/// <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>. Without either, nothing is exported. The OpenTelemetry library reads the other standard
/// <c>OTEL_*</c> variables.</summary>
public static class TelemetryFeature
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, Settings settings)
    {
        if (settings.ExportsTelemetry || settings.Insights is not null)
        {
            AddExport(services, settings);
        }

        return services;
    }

    // Apart from the condition, so that the libraries are loaded only where something is exported.
    private static void AddExport(IServiceCollection services, Settings settings)
    {
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
    }

    private static void Configure(AzureMonitorExporterOptions options, ApplicationInsights insights)
    {
        options.ConnectionString = insights.ConnectionString;
        options.Credential = insights.SignsIn ? Identity(insights.ClientId) : null;
        options.TracesPerSecond = 5; // Azure charges for ingested traces; metrics still count everything
        options.DisableOfflineStorage = true; // the disk of an instance is temporary: unsent telemetry is dropped
        options.EnableLiveMetrics = false;
    }

    private static ManagedIdentityCredential Identity(string? clientId) => new ManagedIdentityCredential(
        clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));
}

using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace BookingEngine.Infrastructure.Telemetry;

/// <summary>Sends traces and metrics where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> points; without it nothing is set up at all. The other
/// standard <c>OTEL_*</c> variables are the library's to read.</summary>
public static class TelemetryFeature
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, Settings settings)
    {
        if (settings.ExportsTelemetry)
        {
            services.AddOpenTelemetry()
                .ConfigureResource(r => r.AddService("booking-engine"))
                .WithTracing(t => t.AddSource(EngineTelemetry.Name))
                .WithMetrics(m => m.AddMeter(EngineTelemetry.Name))
                .UseOtlpExporter();
        }

        return services;
    }
}

using System.Collections.Immutable;
using BookingEngine.Functions.Pipeline;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace BookingEngine.FunctionApp;

/// <summary>Describes the functions to the host with the tenant's own schedule. An attribute can only have one for all tenants, and a schedule in an app
/// setting would stop the timer of a deployment that does not have the setting.</summary>
internal sealed class SpreadTimerMetadata(IFunctionMetadataProvider generated, string tenant) : IFunctionMetadataProvider
{
    public async Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory)
    {
        var functions = await generated.GetFunctionMetadataAsync(directory);
        foreach (var bindings in functions.Select(function => function.RawBindings).OfType<IList<string>>())
        {
            for (var i = 0; i < bindings.Count; i++)
            {
                bindings[i] = bindings[i].Replace($"\"{SweepFunction.Schedule}\"", $"\"{TimerSchedule.Of(tenant)}\"", StringComparison.Ordinal);
            }
        }

        return functions;
    }
}

internal static class SpreadTimers
{
    /// <param name="tenant">The app's name on Azure; null elsewhere.</param>
    public static void SpreadTimersOf(this IServiceCollection services, string? tenant)
    {
        if (tenant is { Length: > 0 } && services.LastOrDefault(s => s.ServiceType == typeof(IFunctionMetadataProvider)) is { } generated)
        {
            services.Remove(generated);
            services.AddSingleton<IFunctionMetadataProvider>(s => new SpreadTimerMetadata(Create(s, generated), tenant));
        }
    }

    private static IFunctionMetadataProvider Create(IServiceProvider services, ServiceDescriptor generated) => (IFunctionMetadataProvider)(
        generated.ImplementationInstance ?? generated.ImplementationFactory?.Invoke(services) ?? ActivatorUtilities.CreateInstance(services, generated.ImplementationType!));
}

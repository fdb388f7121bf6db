using Microsoft.Extensions.Hosting;

namespace BookingEngine.FunctionApp;

internal static class UnusedServices
{
    /// <summary>The worker adds data protection, which reads or creates its keys at every start and warns about them. This engine does not use it.</summary>
    public static void LeaveOutDataProtection(this IServiceCollection services)
    {
        foreach (var start in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "DataProtectionHostedService").ToArray())
        {
            services.Remove(start);
        }
    }
}

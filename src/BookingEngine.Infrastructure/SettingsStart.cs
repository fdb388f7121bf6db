using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Privacy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Infrastructure;

public static class SettingsStart
{
    /// <summary>Warns once about settings with which the process serves, but less safely.</summary>
    public static void WarnAboutSettings(this IServiceProvider services)
    {
        if (services.GetRequiredService<DataKeys>().Current is null)
        {
            services.GetRequiredService<ILogger<Settings>>().NoDataKey();
        }
    }
}

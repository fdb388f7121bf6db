using Microsoft.Extensions.Hosting;

namespace BookingEngine.LocalHost.Hosting;

public static class HostStart
{
    /// <summary>Starts a host. When that fails, stops what has started: queue and timer functions would otherwise run on while the services they use are
    /// disposed.</summary>
    public static async Task StartOrStopAsync(this IHost host)
    {
        try
        {
            await host.StartAsync();
        }
        catch (Exception)
        {
            await host.StopAsync();
            throw;
        }
    }
}

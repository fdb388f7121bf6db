using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions;

public static class FirstAdminStart
{
    /// <summary>Creates the first administrator at the start, if the host may start slowly. If the store does not answer yet, the first
    /// sign-in does it, as in the function app.</summary>
    public static async Task EnsureFirstAdminAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        if (services.GetRequiredService<FirstAdminSetting>().Admin is null)
        {
            return; // nothing else that the handler needs is created at the start
        }

        var commit = new CommitId(services.GetRequiredService<IIds>().Next());
        var context = new CommandContext(commit, services.GetRequiredService<TimeProvider>().Now(), null, "first-admin");
        try
        {
            await services.GetRequiredService<FirstAdminHandler>().EnsureAsync(context, cancellation);
        }
        catch (StoreUnavailableException)
        {
            // PrepareStoreAsync has logged this already.
        }
    }
}

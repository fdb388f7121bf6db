using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions;

public static class FirstAdminStart
{
    /// <summary>Makes the first administrator at a start that may take its time. Where the store does not answer yet it is left to the
    /// first sign-in, as in the function app.</summary>
    public static async Task EnsureFirstAdminAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        var commit = new CommitId(services.GetRequiredService<IIds>().Next());
        var context = new CommandContext(commit, services.GetRequiredService<TimeProvider>().Now(), null, "first-admin");
        try
        {
            await services.GetRequiredService<FirstAdminHandler>().EnsureAsync(context, cancellation);
        }
        catch (StoreUnavailableException)
        {
            // PrepareStoreAsync has told of it already.
        }
    }
}

using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Infrastructure.Mongo.Events;
using BookingEngine.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Infrastructure;

public static class StoreStart
{
    /// <summary>Looks at the store before anyone is served. One that does not answer yet is no reason not to start: requests are answered
    /// with 503, and health says so, until it does.</summary>
    /// <exception cref="UnusableStoreException">Waiting will not help; the message says what will.</exception>
    public static async Task PrepareStoreAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        if (services.GetService<MongoStore>() is not { } mongo)
        {
            return; // the embedded store looks at its files when it opens them
        }

        try
        {
            await mongo.PrepareAsync(cancellation);
        }
        catch (StoreUnavailableException e) when (e.InnerException is { } inner && MongoErrors.IsRefused(inner))
        {
            throw new UnusableStoreException(
                "MONGODB_URI must name a user that the server knows, with its password and the right to read and write the database.", e);
        }
        catch (StoreUnavailableException e)
        {
            services.GetRequiredService<ILogger<MongoStore>>().StoreUnreachable(e);
        }
    }
}

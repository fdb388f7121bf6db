using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Events;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Infrastructure;

public static class StoreStart
{
    /// <summary>Checks the store before the process serves requests. A store that does not answer does not stop the start: requests get
    /// 503, and the health check fails, until it answers.</summary>
    /// <exception cref="UnusableStoreException">The store cannot be used. The message says what to change.</exception>
    public static async Task PrepareStoreAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        if (services.GetService<MongoStore>() is not { } mongo)
        {
            _ = services.GetService<SqliteStore>(); // it checks its files when it opens them
            return;
        }

        try
        {
            await mongo.PrepareAsync(cancellation);
        }
        catch (StoreUnavailableException e)
        {
            services.GetRequiredService<ILogger<MongoStore>>().StoreUnreachable(e);
        }
    }
}

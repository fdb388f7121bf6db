using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Driver;

/// <summary>How the driver is set up: the connection string's word counts first, then what suits every engine.</summary>
internal static class MongoConnection
{
    public static MongoClientSettings SettingsOf(string uri)
    {
        var settings = MongoClientSettings.FromConnectionString(uri);
        settings.ApplicationName ??= "booking-engine";

        // Cosmos DB has no retryable writes, so that ours have to be safe without: then one policy of ours serves everywhere.
        (settings.RetryWrites, settings.RetryReads) = (false, false);

        // Acknowledged is what a majority has on its disk, and read is only what cannot be rolled back.
        settings.WriteConcern = WriteConcern.WMajority.With(journal: true, wTimeout: TimeSpan.FromSeconds(10));
        settings.ReadPreference = ReadPreference.Primary;

        // Cosmos DB drops a connection that was idle for four minutes.
        Unless(uri, "maxIdleTimeMS", () => settings.MaxConnectionIdleTime = TimeSpan.FromMinutes(2));
        Unless(uri, "serverSelectionTimeoutMS", () => settings.ServerSelectionTimeout = TimeSpan.FromSeconds(3));
        Unless(uri, "connectTimeoutMS", () => settings.ConnectTimeout = TimeSpan.FromSeconds(5));
        Unless(uri, "socketTimeoutMS", () => settings.SocketTimeout = TimeSpan.FromSeconds(20));
        Unless(uri, "waitQueueTimeoutMS", () => settings.WaitQueueTimeout = TimeSpan.FromSeconds(5));
        return settings;
    }

    private static void Unless(string uri, string option, Action set)
    {
        if (!uri.Contains($"{option}=", StringComparison.OrdinalIgnoreCase))
        {
            set();
        }
    }
}

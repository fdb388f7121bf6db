using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Driver;

/// <summary>Configures the driver so that it suits every engine. Options in the connection string win.</summary>
internal static class MongoConnection
{
    public static MongoClientSettings SettingsOf(string uri)
    {
        var settings = MongoClientSettings.FromConnectionString(uri);
        settings.ApplicationName ??= "booking-engine";

        // Cosmos DB has no retryable writes, so every write must be safe to repeat without them. MongoRetry retries on every engine.
        (settings.RetryWrites, settings.RetryReads) = (false, false);

        // The server acknowledges a write when a majority has it on disk. Reads go to the primary.
        settings.WriteConcern = WriteConcern.WMajority.With(journal: true, wTimeout: TimeSpan.FromSeconds(10));
        settings.ReadPreference = ReadPreference.Primary;

        // Cosmos DB closes a connection after four idle minutes.
        SetUnlessGiven(uri, "maxIdleTimeMS", () => settings.MaxConnectionIdleTime = TimeSpan.FromMinutes(2));
        SetUnlessGiven(uri, "serverSelectionTimeoutMS", () => settings.ServerSelectionTimeout = TimeSpan.FromSeconds(3));
        SetUnlessGiven(uri, "connectTimeoutMS", () => settings.ConnectTimeout = TimeSpan.FromSeconds(5));
        SetUnlessGiven(uri, "socketTimeoutMS", () => settings.SocketTimeout = TimeSpan.FromSeconds(20));
        SetUnlessGiven(uri, "waitQueueTimeoutMS", () => settings.WaitQueueTimeout = TimeSpan.FromSeconds(5));
        return settings;
    }

    /// <summary>Whether the server is Cosmos DB with request units, which names its replica set so.</summary>
    public static bool IsCosmosRu(IMongoClient client) => client.Cluster.Description.Servers.Any(server => server.ReplicaSetConfig?.Name == "globaldb");

    private static void SetUnlessGiven(string uri, string option, Action set)
    {
        if (!uri.Contains($"{option}=", StringComparison.OrdinalIgnoreCase))
        {
            set();
        }
    }
}

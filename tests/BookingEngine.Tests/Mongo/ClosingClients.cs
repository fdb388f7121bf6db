using MongoDB.Driver;

namespace BookingEngine.Tests.Mongo;

internal static class ClosingClients
{
    /// <summary>Ends a client with its connections and threads. Its own disposal keeps them for other clients of equal settings (driver 3), and a thread
    /// that looks for a closed server several times a second takes processor time from the tests after it.</summary>
    public static void Close(this IMongoClient client)
    {
        var cluster = (IDisposable)client.Cluster;
        client.Dispose();
        cluster.Dispose();
    }
}

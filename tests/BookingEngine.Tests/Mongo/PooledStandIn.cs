using System.Collections.Concurrent;
using BookingEngine.Tests.MongoStandIn;
using MongoDB.Driver;

namespace BookingEngine.Tests.Mongo;

/// <summary>A stand-in with a connected client. One test at a time uses it, and it is emptied afterwards. A new one is created only when none is
/// free, because it costs a socket, driver threads and several handshakes.</summary>
internal sealed class PooledStandIn
{
    private static readonly ConcurrentDictionary<Behaviour, ConcurrentBag<PooledStandIn>> Free = [];

    private PooledStandIn(Behaviour behaviour, TimeProvider time)
    {
        Server = new StandInServer(behaviour, time: time);
        Server.Start();
        Client = new MongoClient(MongoDeployment.SettingsOf(Server.Uri, $"warm-{Guid.CreateVersion7():N}"));
    }

    public StandInServer Server { get; }

    public MongoClient Client { get; }

    public static PooledStandIn Take(Behaviour behaviour, TimeProvider time)
    {
        if (!FreeOf(behaviour).TryTake(out var warm))
        {
            return new PooledStandIn(behaviour, time);
        }

        warm.Server.Clear(time);
        return warm;
    }

    /// <summary>Returns it for the next test, or closes it if it has cut connections: its client would meet that in the next test.</summary>
    public async ValueTask ReturnAsync()
    {
        if (!Server.HasCutConnections)
        {
            FreeOf(Server.Behaviour).Add(this);
            return;
        }

        Client.Close();
        await Server.DisposeAsync();
    }

    private static ConcurrentBag<PooledStandIn> FreeOf(Behaviour behaviour) => Free.GetOrAdd(behaviour, _ => []);
}

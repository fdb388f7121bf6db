using System.Collections.Concurrent;
using BookingEngine.Tests.MongoStandIn;
using MongoDB.Driver;

namespace BookingEngine.Tests.Mongo;

/// <summary>A stand-in with a client connected to it. One test at a time has it; it is emptied before the next test gets it. A new one costs a socket,
/// threads of the driver and several handshakes, so a new one is made only when none is free.</summary>
internal sealed class WarmStandIn
{
    private static readonly ConcurrentDictionary<Behaviour, ConcurrentBag<WarmStandIn>> Free = [];

    private WarmStandIn(Behaviour behaviour, TimeProvider time)
    {
        Server = new StandInServer(behaviour, time: time);
        Server.Start();
        Client = new MongoClient(MongoDeployment.SettingsOf(Server.Uri, $"warm-{Guid.CreateVersion7():N}"));
    }

    public StandInServer Server { get; }

    public MongoClient Client { get; }

    public static WarmStandIn Take(Behaviour behaviour, TimeProvider time)
    {
        if (!FreeOf(behaviour).TryTake(out var warm))
        {
            return new WarmStandIn(behaviour, time);
        }

        warm.Server.Clear(time);
        return warm;
    }

    /// <summary>Leaves it for the next test; one that was stopped is closed.</summary>
    public async ValueTask ReturnAsync()
    {
        if (Server.IsUp)
        {
            FreeOf(Server.Behaviour).Add(this);
            return;
        }

        Client.Dispose();
        await Server.DisposeAsync();
    }

    private static ConcurrentBag<WarmStandIn> FreeOf(Behaviour behaviour) => Free.GetOrAdd(behaviour, _ => []);
}

using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>The description of the server. It offers no compression and no streaming hello.</summary>
internal sealed class Handshake(StandInServer server)
{
    private int _connections;

    public BsonDocument Hello()
    {
        var hello = new BsonDocument { { "helloOk", true }, { "ismaster", true }, { "isWritablePrimary", true } };
        if (server.Behaviour.IsRouter) hello.Add("msg", "isdbgrid");
        if (server.Behaviour.SetName is { } set)
        {
            hello.Add("setName", set).Add("setVersion", 1).Add("hosts", new BsonArray { server.Address })
                .Add("me", server.Address).Add("primary", server.Address);
        }

        return hello.AddRange(new BsonDocument
        {
            { "maxBsonObjectSize", 16 * 1024 * 1024 },
            { "maxMessageSizeBytes", 48_000_000 },
            { "maxWriteBatchSize", 100_000 },
            { "localTime", new BsonDateTime(server.Data.Time.GetUtcNow().ToUnixTimeMilliseconds()) },
            { "logicalSessionTimeoutMinutes", 30 },
            { "minWireVersion", 0 },
            { "maxWireVersion", server.Behaviour.MaxWireVersion },
            { "readOnly", false },
            // Without it the driver would use getLastError.
            { "connectionId", Interlocked.Increment(ref _connections) },
        });
    }

    public static BsonDocument BuildInfo() => new() { { "version", "7.0.0" }, { "versionArray", new BsonArray { 7, 0, 0, 0 } } };
}

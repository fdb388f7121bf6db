namespace BookingEngine.Tests.MongoStandIn;

/// <summary>Which change streams a server opens.</summary>
public enum ChangeStreams
{
    Any,
    None,

    /// <summary>Of a collection, with the only stages that Cosmos DB documents.</summary>
    CollectionInOneForm,
    ClusterOnly,

    /// <summary>None: refused as unsupported.</summary>
    Unsupported,
}

/// <summary>The behaviour of a server kind: MongoDB and the variants of Cosmos DB.</summary>
public sealed record Behaviour(string Name)
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>MongoDB 6.0 or later, one member.</summary>
    public static Behaviour ReplicaSet { get; } = new(nameof(ReplicaSet)) { SetName = "rs0", HasClusterTime = true };

    public static Behaviour Standalone { get; } = new(nameof(Standalone)) { ChangeStreams = ChangeStreams.None, TakesRetryableWrites = false };

    /// <summary>Cosmos DB for MongoDB (RU).</summary>
    public static Behaviour CosmosRu { get; } = new(nameof(CosmosRu))
    {
        SetName = "globaldb",
        Options = "retrywrites=false",
        ChangeStreams = ChangeStreams.CollectionInOneForm,
        OneTokenPerPage = true,
        LosesHistory = false,
        TakesRetryableWrites = false,
        MaxDocumentBytes = 2 * Megabyte,
        SortsNeedAnIndex = true,
        UniqueIndexesNeedAnEmptyCollection = true,
        ReadsNeedACollection = true,
    };

    /// <summary>Cosmos DB for MongoDB (vCore), also named Azure DocumentDB.</summary>
    public static Behaviour VCore { get; } = new(nameof(VCore)) { IsRouter = true, ChangeStreams = ChangeStreams.ClusterOnly, EmptyBatchesFirst = 2, LosesUpsertsById = true };

    public static IReadOnlyList<Behaviour> All { get; } = [ReplicaSet, Standalone, CosmosRu, VCore];

    /// <summary>The name of the replica set, or null without one.</summary>
    public string? SetName { get; init; }

    /// <summary>Reports a router of a sharded cluster, like vCore.</summary>
    public bool IsRouter { get; init; }

    /// <summary>Additional parameters of the vendor's connection string.</summary>
    public string Options { get; init; } = "";

    /// <summary>Refuses every sign-in and every command that needs one.</summary>
    public bool RequiresCredentials { get; init; }

    public bool HasClusterTime { get; init; }

    public bool TakesRetryableWrites { get; init; } = true;

    public int MaxDocumentBytes { get; init; } = 16 * Megabyte;

    public bool SortsNeedAnIndex { get; init; }

    public bool UniqueIndexesNeedAnEmptyCollection { get; init; }

    /// <summary>Refuses to find in or watch a missing collection (error 26). Other servers find nothing.</summary>
    public bool ReadsNeedACollection { get; init; }

    /// <summary>The later of two concurrent upserts by id alone replaces the earlier one. The stand-in reports any as a complaint.</summary>
    public bool LosesUpsertsById { get; init; }

    /// <summary>The newest protocol version in the handshake. 21 is MongoDB 7.0.</summary>
    public int MaxWireVersion { get; init; } = 21;

    public ChangeStreams ChangeStreams { get; init; } = ChangeStreams.Any;

    /// <summary>Each document of a page has the token of the page's end. There are no other tokens and no operation types.</summary>
    public bool OneTokenPerPage { get; init; }

    /// <summary>How many first answers of a change stream are empty.</summary>
    public int EmptyBatchesFirst { get; init; }

    /// <summary>Whether <see cref="StandInData.LoseHistory"/> has an effect.</summary>
    public bool LosesHistory { get; init; } = true;

    /// <summary>Lost history is reported by the first getMore, not when the stream is opened.</summary>
    public bool ReportsLostHistoryLate { get; init; }

    /// <summary>Throttles every nth data command (error 16500). 0 for none.</summary>
    public int ThrottlesEvery { get; init; }

    public int RetryAfterMs { get; init; } = 5;

    public override string ToString() => Name;
}

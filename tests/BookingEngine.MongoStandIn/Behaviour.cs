namespace BookingEngine.Tests.MongoStandIn;

/// <summary>Which change streams a server opens.</summary>
public enum ChangeStreams
{
    Any,
    None,

    /// <summary>A collection's, in the one form that Cosmos DB's pages give.</summary>
    CollectionInOneForm,
    ClusterOnly,

    /// <summary>None, and refused as something that is not supported.</summary>
    Unsupported,
}

/// <summary>How the stand-in behaves: the columns of the architecture's table of MongoDB and Cosmos DB.</summary>
public sealed record Behaviour(string Name)
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>MongoDB 6.0 or later, one member.</summary>
    public static Behaviour ReplicaSet { get; } = new(nameof(ReplicaSet)) { SetName = "rs0", HasClusterTime = true };

    public static Behaviour Standalone { get; } = new(nameof(Standalone)) { ChangeStreams = ChangeStreams.None, TakesRetryableWrites = false };

    /// <summary>Cosmos DB for MongoDB by request units.</summary>
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

    /// <summary>Cosmos DB for MongoDB by cores, also named Azure DocumentDB.</summary>
    public static Behaviour VCore { get; } = new(nameof(VCore)) { IsRouter = true, ChangeStreams = ChangeStreams.ClusterOnly, EmptyBatchesFirst = 2, LosesUpsertsById = true };

    public static IReadOnlyList<Behaviour> All { get; } = [ReplicaSet, Standalone, CosmosRu, VCore];

    /// <summary>The replica set's name, or null outside of one.</summary>
    public string? SetName { get; init; }

    /// <summary>Says that it is a router of a sharded cluster, as vCore does.</summary>
    public bool IsRouter { get; init; }

    /// <summary>What the vendor's own connection string carries beside the set's name.</summary>
    public string Options { get; init; } = "";

    /// <summary>Refuses every sign-in, and every command that wants one.</summary>
    public bool RequiresCredentials { get; init; }

    public bool HasClusterTime { get; init; }

    public bool TakesRetryableWrites { get; init; } = true;

    public int MaxDocumentBytes { get; init; } = 16 * Megabyte;

    public bool SortsNeedAnIndex { get; init; }

    public bool UniqueIndexesNeedAnEmptyCollection { get; init; }

    /// <summary>Refuses to find in, or to watch, a collection that was never made (error 26), where others find nothing.</summary>
    public bool ReadsNeedACollection { get; init; }

    /// <summary>Of two upserts at once that name nothing but the id, the later replaces the earlier. The stand-in complains of any.</summary>
    public bool LosesUpsertsById { get; init; }

    /// <summary>What the handshake gives as the newest version of the protocol: 21 is MongoDB 7.0.</summary>
    public int MaxWireVersion { get; init; } = 21;

    public ChangeStreams ChangeStreams { get; init; } = ChangeStreams.Any;

    /// <summary>Each document of a page carries the token of the page's end, there is no other token, and no operation's type.</summary>
    public bool OneTokenPerPage { get; init; }

    /// <summary>How many answers of a new change stream are empty whatever there is.</summary>
    public int EmptyBatchesFirst { get; init; }

    /// <summary>Whether <see cref="StandInData.LoseHistory"/> does anything.</summary>
    public bool LosesHistory { get; init; } = true;

    /// <summary>Lost history shows on the first getMore only, not when the stream is opened.</summary>
    public bool TellsOfLostHistoryLate { get; init; }

    /// <summary>Every so manieth data command is throttled (error 16500); 0 for none.</summary>
    public int ThrottlesEvery { get; init; }

    public int RetryAfterMs { get; init; } = 5;

    public override string ToString() => Name;
}

using BookingEngine.Tests.MongoStandIn;

namespace BookingEngine.Tests.Mongo;

/// <summary>What a test of the adapter runs on: the stand-in in one of its behaviours, or the server that <c>MONGODB_TEST_URI</c> names.</summary>
public sealed record MongoEngine(string Name, Behaviour? Behaviour)
{
    public const string Variable = "MONGODB_TEST_URI", HowToGetOne = "give it the connection string of a MongoDB replica set that is for tests alone";

    public static MongoEngine ReplicaSet { get; } = Of(Behaviour.ReplicaSet);

    public static MongoEngine Standalone { get; } = Of(Behaviour.Standalone);

    /// <summary>Throttled at every seventh command, as a busy serverless account is.</summary>
    public static MongoEngine CosmosRu { get; } = Of(Behaviour.CosmosRu with { ThrottlesEvery = 7 });

    public static MongoEngine VCore { get; } = Of(Behaviour.VCore);

    /// <summary>As a cluster of Azure DocumentDB where change streams are not enabled.</summary>
    public static MongoEngine VCoreWithoutStreams { get; } = Of(Behaviour.VCore with { ChangeStreams = ChangeStreams.Unsupported });

    public static MongoEngine Server { get; } = new("Server", null);

    public static IReadOnlyList<MongoEngine> StandIns { get; } = [ReplicaSet, Standalone, CosmosRu, VCore];

    /// <summary>Those on which every fault is tried at every command: a replica set, and the one that differs most from it. All of them where
    /// <c>FAULT_ENGINES</c> is <c>all</c>, for a nightly run. Every run disturbs all of them at random.</summary>
    public static IReadOnlyList<MongoEngine> OfFaults { get; } =
        Environment.GetEnvironmentVariable("FAULT_ENGINES") == "all" ? StandIns : [ReplicaSet, CosmosRu];

    /// <summary>The engine, never throttled: for tests of something else, which would wait for that.</summary>
    public static MongoEngine Unthrottled(string name) => Of(Named(name).Behaviour! with { ThrottlesEvery = 0 });

    public static MongoEngine Named(string name) => StandIns.Single(e => e.Name == name);

    /// <summary>The connection string of the real server.</summary>
    public static string ServerUri => Environment.GetEnvironmentVariable(Variable)!;

    public override string ToString() => Name;

    private static MongoEngine Of(Behaviour behaviour) => new(behaviour.Name, behaviour);
}

using BookingEngine.Tests.MongoStandIn;

namespace BookingEngine.Tests.Mongo;

/// <summary>The server of a store test: a behaviour of the stand-in, or the server in <c>MONGODB_TEST_URI</c>.</summary>
public sealed record MongoEngine(string Name, Behaviour? Behaviour)
{
    public const string Variable = "MONGODB_TEST_URI", HowToGetOne = "give it the connection string of a MongoDB replica set that is for tests alone";

    public static MongoEngine ReplicaSet { get; } = Of(Behaviour.ReplicaSet);

    public static MongoEngine Standalone { get; } = Of(Behaviour.Standalone);

    /// <summary>Throttles every seventh command, like a busy serverless account.</summary>
    public static MongoEngine CosmosRu { get; } = Of(Behaviour.CosmosRu with { ThrottlesEvery = 7 });

    public static MongoEngine VCore { get; } = Of(Behaviour.VCore);

    /// <summary>A cluster of Azure DocumentDB without change streams.</summary>
    public static MongoEngine VCoreWithoutStreams { get; } = Of(Behaviour.VCore with { ChangeStreams = ChangeStreams.Unsupported });

    public static MongoEngine Server { get; } = new("Server", null);

    public static IReadOnlyList<MongoEngine> StandIns { get; } = [ReplicaSet, Standalone, CosmosRu, VCore];

    /// <summary>Whether each fault at each command is tried on every engine. Otherwise each one is tried once: on a replica set, or on the engine that differs
    /// most from it. Set <c>FAULT_ENGINES</c> to <c>all</c>. Every run has random faults on all engines.</summary>
    public static bool IsEachFaultOnEveryEngine { get; } = Environment.GetEnvironmentVariable("FAULT_ENGINES") == "all";

    public static IReadOnlyList<MongoEngine> OfFaults { get; } = IsEachFaultOnEveryEngine ? StandIns : [ReplicaSet, CosmosRu];

    /// <summary>The engine without throttling, for tests of something else, which throttling would slow down.</summary>
    public static MongoEngine Unthrottled(string name) => Of(Named(name).Behaviour! with { ThrottlesEvery = 0 });

    public static MongoEngine Named(string name) => StandIns.Single(e => e.Name == name);

    /// <summary>The connection string of the real server.</summary>
    public static string ServerUri => Environment.GetEnvironmentVariable(Variable)!;

    public override string ToString() => Name;

    private static MongoEngine Of(Behaviour behaviour) => new(behaviour.Name, behaviour);
}

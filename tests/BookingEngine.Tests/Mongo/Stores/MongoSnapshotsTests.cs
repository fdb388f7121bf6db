using BookingEngine.Aggregates;
using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.Tests.EventSourcing;

namespace BookingEngine.Tests.Mongo.Stores;

public abstract class MongoSnapshotsTests(MongoEngine engine) : SnapshotStoreContract, IAsyncLifetime
{
    private readonly MongoDeployment _deployment = new(engine);

    protected override ISnapshots Snapshots => new MongoSnapshots(_deployment.Store);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _deployment.DisposeAsync();
}

public sealed class SnapshotsOnReplicaSetTests() : MongoSnapshotsTests(MongoEngine.ReplicaSet);

public sealed class SnapshotsOnStandaloneTests() : MongoSnapshotsTests(MongoEngine.Standalone);

public sealed class SnapshotsOnCosmosRuTests() : MongoSnapshotsTests(MongoEngine.CosmosRu);

public sealed class SnapshotsOnVCoreTests() : MongoSnapshotsTests(MongoEngine.VCore);

[NeedsServer(MongoEngine.Variable, MongoEngine.HowToGetOne)]
public sealed class SnapshotsOnServerTests() : MongoSnapshotsTests(MongoEngine.Server);

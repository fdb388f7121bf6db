using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.ReadModels;
using BookingEngine.Tests.ReadModels;

namespace BookingEngine.Tests.Mongo.Stores;

public abstract class MongoReadModelStoreTests(MongoEngine engine) : ReadModelStoreContract, IAsyncLifetime
{
    private readonly MongoDeployment _deployment = new(engine);

    protected override IReadModelStore Models => new MongoReadModelStore(_deployment.Store);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _deployment.DisposeAsync();
}

public sealed class ReadModelStoreOnReplicaSetTests() : MongoReadModelStoreTests(MongoEngine.ReplicaSet);

public sealed class ReadModelStoreOnStandaloneTests() : MongoReadModelStoreTests(MongoEngine.Standalone);

public sealed class ReadModelStoreOnCosmosRuTests() : MongoReadModelStoreTests(MongoEngine.CosmosRu);

public sealed class ReadModelStoreOnVCoreTests() : MongoReadModelStoreTests(MongoEngine.VCore);

[NeedsServer(MongoEngine.Variable, MongoEngine.HowToGetOne)]
public sealed class ReadModelStoreOnServerTests() : MongoReadModelStoreTests(MongoEngine.Server);

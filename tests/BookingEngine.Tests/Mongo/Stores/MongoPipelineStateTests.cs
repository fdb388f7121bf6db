using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.Pipeline;
using BookingEngine.Tests.Pipeline;

namespace BookingEngine.Tests.Mongo.Stores;

public abstract class MongoPipelineStateTests(MongoEngine engine) : PipelineStateContract, IAsyncLifetime
{
    private readonly MongoDeployment _deployment = new(engine);

    protected override ICheckpoints Checkpoints => new MongoCheckpoints(_deployment.Store);

    protected override ILeases Leases => new MongoLeases(_deployment.Store);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _deployment.DisposeAsync();
}

public sealed class PipelineStateOnReplicaSetTests() : MongoPipelineStateTests(MongoEngine.ReplicaSet);

public sealed class PipelineStateOnStandaloneTests() : MongoPipelineStateTests(MongoEngine.Standalone);

public sealed class PipelineStateOnCosmosRuTests() : MongoPipelineStateTests(MongoEngine.CosmosRu);

public sealed class PipelineStateOnVCoreTests() : MongoPipelineStateTests(MongoEngine.VCore);

[NeedsServer(MongoEngine.Variable, MongoEngine.HowToGetOne)]
public sealed class PipelineStateOnServerTests() : MongoPipelineStateTests(MongoEngine.Server);

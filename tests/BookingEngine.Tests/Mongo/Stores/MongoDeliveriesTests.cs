using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.Notifications;
using BookingEngine.Tests.Notifications;

namespace BookingEngine.Tests.Mongo.Stores;

public abstract class MongoDeliveriesTests(MongoEngine engine) : DeliveriesContract, IAsyncLifetime
{
    private readonly MongoDeployment _deployment = new(engine);

    protected override IDeliveries Deliveries => new MongoDeliveries(_deployment.Store);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _deployment.DisposeAsync();
}

public sealed class DeliveriesOnReplicaSetTests() : MongoDeliveriesTests(MongoEngine.ReplicaSet);

public sealed class DeliveriesOnStandaloneTests() : MongoDeliveriesTests(MongoEngine.Standalone);

public sealed class DeliveriesOnCosmosRuTests() : MongoDeliveriesTests(MongoEngine.CosmosRu);

public sealed class DeliveriesOnVCoreTests() : MongoDeliveriesTests(MongoEngine.VCore);

[NeedsServer(MongoEngine.Variable, MongoEngine.HowToGetOne)]
public sealed class DeliveriesOnServerTests() : MongoDeliveriesTests(MongoEngine.Server);

using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.Tests.Webhooks;
using BookingEngine.Webhooks.Deliveries;

namespace BookingEngine.Tests.Mongo.Stores;

public abstract class MongoWebhookDeliveriesTests(MongoEngine engine) : WebhookDeliveriesContract, IAsyncLifetime
{
    private readonly MongoDeployment _deployment = new(engine);

    protected override IWebhookDeliveries Deliveries => new MongoWebhookDeliveries(_deployment.Store);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _deployment.DisposeAsync();
}

public sealed class WebhookDeliveriesOnReplicaSetTests() : MongoWebhookDeliveriesTests(MongoEngine.ReplicaSet);

public sealed class WebhookDeliveriesOnStandaloneTests() : MongoWebhookDeliveriesTests(MongoEngine.Standalone);

public sealed class WebhookDeliveriesOnCosmosRuTests() : MongoWebhookDeliveriesTests(MongoEngine.CosmosRu);

public sealed class WebhookDeliveriesOnVCoreTests() : MongoWebhookDeliveriesTests(MongoEngine.VCore);

[NeedsServer(MongoEngine.Variable, MongoEngine.HowToGetOne)]
public sealed class WebhookDeliveriesOnServerTests() : MongoWebhookDeliveriesTests(MongoEngine.Server);

using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Events;
using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;

namespace BookingEngine.Tests.Mongo.Stores;

public abstract class MongoNewEventHandlerTests(MongoEngine engine) : NewEventHandlerContract, IAsyncLifetime
{
    private readonly MongoDeployment _deployment = new(engine);

    protected override IEventStore Store => new MongoEventStore(_deployment.Store, NullLogger<MongoEventStore>.Instance);

    protected override IReadModelStore Positions => new MongoReadModelStore(_deployment.Store);

    protected override ICheckpoints Checkpoints => new MongoCheckpoints(_deployment.Store);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _deployment.DisposeAsync();
}

public sealed class NewEventHandlerOnReplicaSetTests() : MongoNewEventHandlerTests(MongoEngine.ReplicaSet);

public sealed class NewEventHandlerOnStandaloneTests() : MongoNewEventHandlerTests(MongoEngine.Standalone);

public sealed class NewEventHandlerOnCosmosRuTests() : MongoNewEventHandlerTests(MongoEngine.CosmosRu);

public sealed class NewEventHandlerOnVCoreTests() : MongoNewEventHandlerTests(MongoEngine.VCore);

[NeedsServer(MongoEngine.Variable, MongoEngine.HowToGetOne)]
public sealed class NewEventHandlerOnServerTests() : MongoNewEventHandlerTests(MongoEngine.Server);

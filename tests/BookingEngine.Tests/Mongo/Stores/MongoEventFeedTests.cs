using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Events;
using BookingEngine.Tests.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;

namespace BookingEngine.Tests.Mongo.Stores;

/// <summary>Two instances write and read.</summary>
public abstract class MongoEventFeedTests(MongoEngine engine) : EventFeedContract, IAsyncLifetime
{
    private readonly MongoDeployment _deployment = new(engine);
    private MongoEventStore[]? _stores;

    protected override IReadOnlyList<IEventStore> Stores => _stores ??= [NewStore(), NewStore()];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _deployment.DisposeAsync();

    private MongoEventStore NewStore() => new(_deployment.Store, NullLogger<MongoEventStore>.Instance);
}

public sealed class EventFeedOnReplicaSetTests() : MongoEventFeedTests(MongoEngine.ReplicaSet);

public sealed class EventFeedOnCosmosRuTests() : MongoEventFeedTests(MongoEngine.CosmosRu);

[NeedsServer(MongoEngine.Variable, MongoEngine.HowToGetOne)]
public sealed class EventFeedOnServerTests() : MongoEventFeedTests(MongoEngine.Server);

using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Events;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Tests.EventSourcing;
using Microsoft.Extensions.Logging.Abstractions;

namespace BookingEngine.Tests.Mongo.Stores;

public abstract class MongoEventStoreTests(MongoEngine engine) : EventStoreContract, IAsyncLifetime
{
    private readonly MongoDeployment _deployment = new(engine);
    private MongoEventStore? _store;
    private MongoFeed? _feed;

    protected override IEventStore Store => _store ??= new(_deployment.Store, NullLogger<MongoEventStore>.Instance);

    protected override IFeed Feed => _feed ??= new(_deployment.Store, _deployment.Time, TimeSpan.FromMilliseconds(5));

    [ServerFact]
    public async Task A_commit_just_before_the_feed_starts_is_included()
    {
        await Store.AppendAsync([Commit(Stream, 0, "first")]);
        var first = await Feed.ReadAsync(null, CancellationToken.None);
        var next = await Feed.ReadAsync(first.Position, CancellationToken.None);
        Assert.Equal([new StreamVersion(Stream, 1)], [.. first.Advanced, .. next.Advanced]);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _deployment.DisposeAsync();
}

public sealed class EventStoreOnReplicaSetTests() : MongoEventStoreTests(MongoEngine.ReplicaSet);

public sealed class EventStoreOnStandaloneTests() : MongoEventStoreTests(MongoEngine.Standalone);

public sealed class EventStoreOnCosmosRuTests() : MongoEventStoreTests(MongoEngine.CosmosRu);

public sealed class EventStoreOnVCoreTests() : MongoEventStoreTests(MongoEngine.VCore);

public sealed class EventStoreOnVCoreWithoutStreamsTests() : MongoEventStoreTests(MongoEngine.VCoreWithoutStreams);

[NeedsServer(MongoEngine.Variable, MongoEngine.HowToGetOne)]
public sealed class EventStoreOnServerTests() : MongoEventStoreTests(MongoEngine.Server);

using BookingEngine.ExternalCalendars;
using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.Tests.ExternalCalendars;

namespace BookingEngine.Tests.Mongo.Stores;

public abstract class MongoFeedStatesTests(MongoEngine engine) : FeedStatesContract, IAsyncLifetime
{
    private readonly MongoDeployment _deployment = new(engine);

    protected override IFeedStates Feeds => new MongoFeedStates(_deployment.Store);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _deployment.DisposeAsync();
}

public sealed class FeedStatesOnReplicaSetTests() : MongoFeedStatesTests(MongoEngine.ReplicaSet);

public sealed class FeedStatesOnStandaloneTests() : MongoFeedStatesTests(MongoEngine.Standalone);

public sealed class FeedStatesOnCosmosRuTests() : MongoFeedStatesTests(MongoEngine.CosmosRu);

public sealed class FeedStatesOnVCoreTests() : MongoFeedStatesTests(MongoEngine.VCore);

[NeedsServer(MongoEngine.Variable, MongoEngine.HowToGetOne)]
public sealed class FeedStatesOnServerTests() : MongoFeedStatesTests(MongoEngine.Server);

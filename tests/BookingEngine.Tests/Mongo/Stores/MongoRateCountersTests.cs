using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.RateLimiting;
using BookingEngine.Tests.RateLimiting;

namespace BookingEngine.Tests.Mongo.Stores;

public abstract class MongoRateCountersTests(MongoEngine engine) : RateCountersContract, IAsyncLifetime
{
    private readonly MongoDeployment _deployment = new(engine);

    protected override IRateCounters Counters => new MongoRateCounters(_deployment.Store);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _deployment.DisposeAsync();
}

public sealed class RateCountersOnReplicaSetTests() : MongoRateCountersTests(MongoEngine.ReplicaSet);

public sealed class RateCountersOnStandaloneTests() : MongoRateCountersTests(MongoEngine.Standalone);

public sealed class RateCountersOnCosmosRuTests() : MongoRateCountersTests(MongoEngine.CosmosRu);

public sealed class RateCountersOnVCoreTests() : MongoRateCountersTests(MongoEngine.VCore);

[NeedsServer(MongoEngine.Variable, MongoEngine.HowToGetOne)]
public sealed class RateCountersOnServerTests() : MongoRateCountersTests(MongoEngine.Server);

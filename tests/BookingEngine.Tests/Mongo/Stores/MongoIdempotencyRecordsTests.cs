using BookingEngine.Idempotency;
using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.Tests.Idempotency;

namespace BookingEngine.Tests.Mongo.Stores;

public abstract class MongoIdempotencyRecordsTests(MongoEngine engine) : IdempotencyRecordsContract, IAsyncLifetime
{
    private readonly MongoDeployment _deployment = new(engine);

    protected override IIdempotencyRecords Records => new MongoIdempotencyRecords(_deployment.Store);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _deployment.DisposeAsync();
}

public sealed class IdempotencyRecordsOnReplicaSetTests() : MongoIdempotencyRecordsTests(MongoEngine.ReplicaSet);

public sealed class IdempotencyRecordsOnStandaloneTests() : MongoIdempotencyRecordsTests(MongoEngine.Standalone);

public sealed class IdempotencyRecordsOnCosmosRuTests() : MongoIdempotencyRecordsTests(MongoEngine.CosmosRu);

public sealed class IdempotencyRecordsOnVCoreTests() : MongoIdempotencyRecordsTests(MongoEngine.VCore);

[NeedsServer(MongoEngine.Variable, MongoEngine.HowToGetOne)]
public sealed class IdempotencyRecordsOnServerTests() : MongoIdempotencyRecordsTests(MongoEngine.Server);

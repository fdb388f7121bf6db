using BookingEngine.Bookings;
using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Pipeline;

namespace BookingEngine.Tests.Mongo.Stores;

public abstract class MongoAnswerRenewalTests(MongoEngine engine) : AnswerRenewalContract, IAsyncLifetime
{
    private readonly MongoDeployment _deployment = new(engine);

    protected override IReadModelStore Models => new MongoReadModelStore(_deployment.Store);

    protected override ICheckpoints Checkpoints => new MongoCheckpoints(_deployment.Store);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _deployment.DisposeAsync();

    // A document without an answer has the fields that it always had.
    protected override async Task WriteEarlierAsync(ReadModelDocument document) =>
        await Models.TryWriteAsync(BookingsProjection.ModelName, document with { Answer = null }, 0);
}

public sealed class AnswerRenewalOnReplicaSetTests() : MongoAnswerRenewalTests(MongoEngine.ReplicaSet);

public sealed class AnswerRenewalOnCosmosRuTests() : MongoAnswerRenewalTests(MongoEngine.CosmosRu);

public sealed class AnswerRenewalOnVCoreTests() : MongoAnswerRenewalTests(MongoEngine.VCore);

[NeedsServer(MongoEngine.Variable, MongoEngine.HowToGetOne)]
public sealed class AnswerRenewalOnServerTests() : MongoAnswerRenewalTests(MongoEngine.Server);

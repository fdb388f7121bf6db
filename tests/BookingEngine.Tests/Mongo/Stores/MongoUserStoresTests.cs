using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.Privacy;
using BookingEngine.Tests.Users;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Tests.Mongo.Stores;

public abstract class MongoUserStoresTests(MongoEngine engine) : UserStoresContract, IAsyncLifetime
{
    private readonly MongoDeployment _deployment = new(engine);

    protected override IAddressClaims Claims => new MongoAddressClaims(_deployment.Store);

    protected override ISessions Sessions => new MongoSessions(_deployment.Store);

    protected override IPersonKeys Keys => new MongoPersonKeys(_deployment.Store);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _deployment.DisposeAsync();
}

public sealed class UserStoresOnReplicaSetTests() : MongoUserStoresTests(MongoEngine.ReplicaSet);

public sealed class UserStoresOnStandaloneTests() : MongoUserStoresTests(MongoEngine.Standalone);

public sealed class UserStoresOnCosmosRuTests() : MongoUserStoresTests(MongoEngine.CosmosRu);

public sealed class UserStoresOnVCoreTests() : MongoUserStoresTests(MongoEngine.VCore);

[NeedsServer(MongoEngine.Variable, MongoEngine.HowToGetOne)]
public sealed class UserStoresOnServerTests() : MongoUserStoresTests(MongoEngine.Server);

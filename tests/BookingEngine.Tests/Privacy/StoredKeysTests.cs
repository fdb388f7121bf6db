using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.Privacy;
using BookingEngine.Tests.Mongo;

namespace BookingEngine.Tests.Privacy;

public sealed class SqliteStoredKeysTests : StoredKeysContract, IDisposable
{
    private readonly string _folder = TemporaryFolders.Create().FullName;
    private readonly List<SqliteStore> _stores = [];

    protected override IStoredPersonKeys Open(DataKeys dataKeys)
    {
        _stores.Add(new SqliteStore(_folder, dataKeys));
        return new SqlitePersonKeys(_stores[^1]);
    }

    public void Dispose()
    {
        _stores.ForEach(store => store.Dispose());
        Directory.Delete(_folder, recursive: true);
    }
}

public abstract class MongoStoredKeysTests(MongoEngine engine) : StoredKeysContract, IAsyncLifetime
{
    private readonly MongoDeployment _deployment = new(engine);

    protected override IStoredPersonKeys Open(DataKeys dataKeys) => new MongoPersonKeys(_deployment.Open(dataKeys));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _deployment.DisposeAsync();
}

public sealed class StoredKeysOnReplicaSetTests() : MongoStoredKeysTests(MongoEngine.ReplicaSet);

public sealed class StoredKeysOnStandaloneTests() : MongoStoredKeysTests(MongoEngine.Standalone);

public sealed class StoredKeysOnCosmosRuTests() : MongoStoredKeysTests(MongoEngine.CosmosRu);

public sealed class StoredKeysOnVCoreTests() : MongoStoredKeysTests(MongoEngine.VCore);

[NeedsServer(MongoEngine.Variable, MongoEngine.HowToGetOne)]
public sealed class StoredKeysOnServerTests() : MongoStoredKeysTests(MongoEngine.Server);

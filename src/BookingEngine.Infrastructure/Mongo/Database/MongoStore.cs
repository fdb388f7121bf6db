using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Database;

/// <summary>The deployment's database. All operations go through <see cref="RunAsync{T}"/>. It checks the database once, retries transient
/// errors and translates the driver's other errors.</summary>
/// <param name="client">Asked on first use: creating the driver's client takes longer than the rest of a cold start.</param>
/// <param name="dataKeys">They must open the keys that the database has. Null for none.</param>
public sealed class MongoStore(
    Func<IMongoClient> client, string database, RetryPolicy policy, TimeProvider time, IRandomBytes random, DataKeys? dataKeys = null)
{
    private readonly Lazy<IMongoDatabase> _database = new(() => client().GetDatabase(database));
    private readonly MongoRetry _retry = new(policy, time, random);
    private readonly Lazy<MongoSchema> _schema = new(() => new MongoSchema(client().GetDatabase(database), dataKeys ?? DataKeys.None));
    private readonly Lock _gate = new();
    private Task? _preparation;
    private volatile bool _isPrepared;

    public MongoStore(IMongoClient client, string database, RetryPolicy policy, TimeProvider time, IRandomBytes random, DataKeys? dataKeys = null)
        : this(() => client, database, policy, time, random, dataKeys)
    {
    }

    internal IMongoClient Client => _database.Value.Client;

    internal IMongoCollection<BsonDocument> Events => _database.Value.GetCollection<BsonDocument>(MongoCollections.Events);

    internal string DatabaseName => database;

    internal DataKeys DataKeys => dataKeys ?? DataKeys.None;

    /// <summary>Checks that the database belongs to this software. Creates the indexes of a new or older database. After the first success,
    /// this does nothing.</summary>
    /// <exception cref="UnusableStoreException">The database contains other data, a newer version created it, its keys are wrapped with another
    /// data key, or the server denies access.</exception>
    /// <exception cref="StoreUnavailableException">The server does not answer.</exception>
    public Task PrepareAsync(CancellationToken cancellation) => _isPrepared ? Task.CompletedTask : Preparation().WaitAsync(cancellation);

    /// <param name="operation">Must be idempotent: a retry may follow a try that succeeded.</param>
    internal async Task<T> RunAsync<T>(
        string collection, Func<IMongoCollection<BsonDocument>, Task<T>> operation, CancellationToken cancellation = default)
    {
        await PrepareAsync(cancellation);
        return await _retry.RunAsync(() => RunOnAsync(_database.Value.GetCollection<BsonDocument>(collection), operation, cancellation), cancellation);
    }

    // All callers share one preparation. Otherwise a burst of first requests would each create every index. A failed preparation is retried.
    private Task Preparation()
    {
        lock (_gate)
        {
            return _preparation is null or { IsCompleted: true, IsCompletedSuccessfully: false } ? _preparation = PrepareOnceAsync() : _preparation;
        }
    }

    private async Task PrepareOnceAsync()
    {
        try
        {
            await _retry.RunAsync(
                async () =>
                {
                    await _schema.Value.PrepareAsync(CancellationToken.None);
                    return true;
                },
                CancellationToken.None);
            _isPrepared = true;
        }
        catch (StoreUnavailableException e) when (e.InnerException is { } inner && MongoErrors.IsAccessDenied(inner))
        {
            throw new UnusableStoreException(
                "MONGODB_URI must contain a valid user and password, with permission to read and write the database.", e);
        }
    }

    // In Cosmos DB with request units, reading from a missing collection fails. Other engines return no documents.
    private async Task<T> RunOnAsync<T>(
        IMongoCollection<BsonDocument> collection, Func<IMongoCollection<BsonDocument>, Task<T>> operation, CancellationToken cancellation)
    {
        try
        {
            return await operation(collection);
        }
        catch (MongoCommandException e) when (MongoErrors.IsMissingCollection(e))
        {
            await CreateAsync(collection.CollectionNamespace.CollectionName, cancellation);
            return await operation(collection);
        }
    }

    private async Task CreateAsync(string collection, CancellationToken cancellation)
    {
        try
        {
            await _database.Value.CreateCollectionAsync(collection, cancellationToken: cancellation);
        }
        catch (MongoCommandException e) when (MongoErrors.IsExistingCollection(e))
        {
            // Another process has created it meanwhile.
        }
    }
}

using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Database;

/// <summary>The deployment's database. All that is asked of it goes through <see cref="RunAsync{T}"/>: it makes sure once that the database
/// is one of ours, tries again what may pass, and translates what does not.</summary>
public sealed class MongoStore(IMongoClient client, string database, RetryPolicy policy, TimeProvider time, IRandomBytes random)
{
    private readonly IMongoDatabase _database = client.GetDatabase(database);
    private readonly MongoRetry _retry = new(policy, time, random);
    private readonly MongoSchema _schema = new(client.GetDatabase(database));
    private readonly Lock _gate = new();
    private Task? _preparation;
    private volatile bool _isPrepared;

    internal IMongoClient Client => client;

    internal IMongoCollection<BsonDocument> Events => _database.GetCollection<BsonDocument>(MongoCollections.Events);

    internal string DatabaseName => database;

    /// <summary>Sees that the database is ours to use, and makes its indexes where it is new. One read where it is not; nothing once it was done.</summary>
    /// <exception cref="UnusableStoreException">It holds something else, or was made by a newer version.</exception>
    /// <exception cref="StoreUnavailableException">The server does not answer, or not to us.</exception>
    public Task PrepareAsync(CancellationToken cancellation) => _isPrepared ? Task.CompletedTask : Preparation().WaitAsync(cancellation);

    /// <summary>Runs an operation that bears being repeated.</summary>
    internal async Task<T> RunAsync<T>(
        string collection, Func<IMongoCollection<BsonDocument>, Task<T>> operation, CancellationToken cancellation = default)
    {
        await PrepareAsync(cancellation);
        return await _retry.RunAsync(() => OnAsync(_database.GetCollection<BsonDocument>(collection), operation, cancellation), cancellation);
    }

    // One preparation for all who wait for it: a burst of first requests would otherwise each make every index. One that failed is tried again.
    private Task Preparation()
    {
        lock (_gate)
        {
            return _preparation is null or { IsCompleted: true, IsCompletedSuccessfully: false } ? _preparation = PrepareOnceAsync() : _preparation;
        }
    }

    private async Task PrepareOnceAsync()
    {
        await _retry.RunAsync(
            async () =>
            {
                await _schema.PrepareAsync(CancellationToken.None);
                return true;
            },
            CancellationToken.None);
        _isPrepared = true;
    }

    // Cosmos DB by request units does not read from a collection that was never made; elsewhere nothing is found in it.
    private async Task<T> OnAsync<T>(
        IMongoCollection<BsonDocument> collection, Func<IMongoCollection<BsonDocument>, Task<T>> operation, CancellationToken cancellation)
    {
        try
        {
            return await operation(collection);
        }
        catch (MongoCommandException e) when (MongoErrors.IsMissing(e))
        {
            await MakeAsync(collection.CollectionNamespace.CollectionName, cancellation);
            return await operation(collection);
        }
    }

    private async Task MakeAsync(string collection, CancellationToken cancellation)
    {
        try
        {
            await _database.CreateCollectionAsync(collection, cancellationToken: cancellation);
        }
        catch (MongoCommandException e) when (MongoErrors.IsThereAlready(e))
        {
            // Another has made it meanwhile.
        }
    }
}

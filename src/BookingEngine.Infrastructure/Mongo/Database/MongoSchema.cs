using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Database;

/// <summary>Checks that the database belongs to this software and has a known version. Creates its indexes.</summary>
internal sealed class MongoSchema(IMongoDatabase database, DataKeys dataKeys)
{
    public const int Version = 3;
    public const string Id = "schema";
    private readonly ListKeyFill _fill = new(database);
    private readonly MongoDataKeyCheck _dataKey = new(database.GetCollection<BsonDocument>(MongoCollections.Schema), dataKeys);

    /// <exception cref="UnusableStoreException">The database contains other data, has no version, a newer version created it, or its keys are
    /// wrapped with another data key.</exception>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        var schema = await FirstAsync(MongoCollections.Schema, new BsonDocument("_id", Id), cancellation);
        _dataKey.EnsureOpens(schema);
        if (schema is null)
        {
            await EnsureNotForeignAsync(cancellation);
            await CreateAsync(cancellation);
        }
        else
        {
            await UpgradeAsync(schema, cancellation);
        }

        await _dataKey.EnsureSavedAsync(schema, cancellation);
    }

    private async Task UpgradeAsync(BsonDocument schema, CancellationToken cancellation)
    {
        switch (VersionOf(schema))
        {
            case null:
                throw new UnusableStoreException(
                    "MONGODB_DB must name a database of this version. This one does not have its version. Restore the document in its collection "
                    + $"{MongoCollections.Schema} from a backup.");
            case < Version:
                await _fill.RunAsync(cancellation);
                await CreateAsync(cancellation);
                break;
            case > Version:
                throw new UnusableStoreException(
                    "MONGODB_DB must name a database of this version. A newer version created this one. Run that version or a later one.");
        }
    }

    // Every version of the software writes a 32-bit integer. Anything else means that the document is damaged.
    private static int? VersionOf(BsonDocument schema) => schema.TryGetValue("version", out var version) && version is BsonInt32 number ? number.Value : null;

    // Other software may use our collection names. An earlier implementation has {type, data, timestamp} in events, and a collection users.
    private async Task EnsureNotForeignAsync(CancellationToken cancellation)
    {
        var first = await FirstAsync(MongoCollections.Events, [], cancellation);
        var isForeign = first is not null && !first.Contains("commit_id");
        if (isForeign || await FirstAsync("users", [], cancellation) is not null)
        {
            throw new UnusableStoreException(
                "MONGODB_DB must name an empty database or one of this version. This one contains other data. If it belongs to an earlier "
                + "implementation, name a new database and import users and bookings with: import --from <that database>");
        }
    }

    private async Task<BsonDocument?> FirstAsync(string collection, BsonDocument filter, CancellationToken cancellation)
    {
        try
        {
            return await database.GetCollection<BsonDocument>(collection).Find(filter).FirstOrDefaultAsync(cancellation);
        }
        catch (MongoCommandException e) when (MongoErrors.IsMissingCollection(e))
        {
            return null;
        }
    }

    private async Task CreateAsync(CancellationToken cancellation)
    {
        foreach (var collection in MongoCollections.All.Where(c => c.Indexes.Count > 0))
        {
            var indexes = database.GetCollection<BsonDocument>(collection.Name).Indexes;
            await indexes.CreateManyAsync(collection.Indexes.Select(ModelOf), cancellation);
        }

        await database.GetCollection<BsonDocument>(MongoCollections.Schema).AdvanceAsync(Id, Version);
    }

    private static CreateIndexModel<BsonDocument> ModelOf(MongoIndex index) =>
        new(new BsonDocument(index.Fields.Select(name => new BsonElement(name, 1))), new CreateIndexOptions { Name = index.Name });
}

using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Database;

/// <summary>The database as a whole: whose it is, by which version, and with which indexes.</summary>
internal sealed class MongoSchema(IMongoDatabase database)
{
    public const int Version = 2;
    private const string Id = "schema";
    private readonly ListKeyFill _fill = new(database);

    /// <exception cref="UnusableStoreException">The database is not ours, was made by a newer version, or says no version.</exception>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        if (await FirstAsync(MongoCollections.Schema, new BsonDocument("_id", Id), cancellation) is not { } schema)
        {
            await RefuseForeignAsync(cancellation);
            await MakeAsync(cancellation);
            return;
        }

        switch (VersionOf(schema))
        {
            case null:
                throw new UnusableStoreException(
                    "MONGODB_DB must name a database of this version: this one does not say which it is of. Restore the document of its collection "
                    + $"{MongoCollections.Schema} from a backup.");
            case < Version:
                await _fill.RunAsync(cancellation);
                await MakeAsync(cancellation);
                break;
            case > Version:
                throw new UnusableStoreException(
                    "MONGODB_DB must name a database of this version: this one was made by a newer one. Run that version, or a later one.");
        }
    }

    // Every version writes a whole number.
    private static int? VersionOf(BsonDocument schema) => schema.TryGetValue("version", out var version) && version is BsonInt32 number ? number.Value : null;

    // Two collections of ours have names that others like, too, and the earlier implementation had: {type, data, timestamp} in events.
    private async Task RefuseForeignAsync(CancellationToken cancellation)
    {
        var first = await FirstAsync(MongoCollections.Events, [], cancellation);
        var isForeign = first is not null && !first.Contains("commit_id");
        if (isForeign || await FirstAsync("users", [], cancellation) is not null)
        {
            throw new UnusableStoreException(
                "MONGODB_DB must name an empty database or one of this version: this one holds other data. If it is an earlier implementation's, "
                + "name a new database and bring users and bookings over with: import --from <that database>");
        }
    }

    private async Task<BsonDocument?> FirstAsync(string collection, BsonDocument filter, CancellationToken cancellation)
    {
        try
        {
            return await database.GetCollection<BsonDocument>(collection).Find(filter).FirstOrDefaultAsync(cancellation);
        }
        catch (MongoCommandException e) when (MongoErrors.IsMissing(e))
        {
            return null;
        }
    }

    private async Task MakeAsync(CancellationToken cancellation)
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

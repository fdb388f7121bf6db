using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Privacy;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Stores;

public sealed class MongoPersonKeys(MongoStore store) : IStoredPersonKeys
{
    private const string Keys = MongoCollections.PersonKeys;
    private static readonly BsonDocument ById = new("_id", 1);

    public Task<byte[]> SaveAsync(string person, byte[] key) => store.RunAsync(Keys, async c =>
        await c.TryInsertAsync(new BsonDocument { ["_id"] = person, ["key"] = key })
            ? key
            : await FindAsync(c, person, CancellationToken.None) ?? throw new NotYetVisibleException());

    public Task<byte[]?> FindAsync(string person, CancellationToken cancellation) =>
        store.RunAsync(Keys, c => FindAsync(c, person, cancellation), cancellation);

    public Task<IReadOnlyDictionary<string, byte[]>> FindManyAsync(IReadOnlyCollection<string> persons, CancellationToken cancellation) =>
        store.RunAsync<IReadOnlyDictionary<string, byte[]>>(
            Keys,
            async c => (await c.Find(new BsonDocument("_id", new BsonDocument("$in", new BsonArray(persons)))).ToListAsync(cancellation))
                .ToDictionary(d => d["_id"].AsString, KeyOf),
            cancellation);

    public Task EraseAsync(string person) => store.RunAsync(Keys, c => c.DeleteOneAsync(new BsonDocument("_id", person)));

    public Task<IReadOnlyList<StoredPersonKey>> ListAsync(string after, int limit, CancellationToken cancellation) =>
        store.RunAsync<IReadOnlyList<StoredPersonKey>>(
            Keys,
            async c => [.. (await c.Find(new BsonDocument("_id", new BsonDocument("$gt", after))).Sort(ById).Limit(limit).ToListAsync(cancellation))
                .Select(d => new StoredPersonKey(d["_id"].AsString, KeyOf(d)))],
            cancellation);

    public Task<bool> TryReplaceAsync(StoredPersonKey expected, byte[] next) => store.RunAsync(Keys, c =>
        c.TryUpdateAsync(new BsonDocument { ["_id"] = expected.Person, ["key"] = expected.Stored }, new BsonDocument("key", next)));

    public Task SaveCheckAsync(byte[] check) => store.RunAsync(MongoCollections.Schema, c =>
        c.TryUpdateAsync(new BsonDocument("_id", MongoSchema.Id), new BsonDocument(MongoDataKeyCheck.Field, check)));

    private static async Task<byte[]?> FindAsync(IMongoCollection<BsonDocument> keys, string person, CancellationToken cancellation) =>
        await keys.Find(new BsonDocument("_id", person)).FirstOrDefaultAsync(cancellation) is { } found ? KeyOf(found) : null;

    private static byte[] KeyOf(BsonDocument document) => MongoFields.Read(Keys, document, d => d["key"].AsByteArray);
}

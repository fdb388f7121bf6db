using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Privacy;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Stores;

public sealed class MongoPersonKeys(MongoStore store) : IPersonKeys
{
    private const string Keys = MongoCollections.PersonKeys;

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
                .ToDictionary(d => d["_id"].AsString, d => MongoFields.Read(Keys, d, found => found["key"].AsByteArray)),
            cancellation);

    public Task EraseAsync(string person) => store.RunAsync(Keys, c => c.DeleteOneAsync(new BsonDocument("_id", person)));

    private static async Task<byte[]?> FindAsync(IMongoCollection<BsonDocument> keys, string person, CancellationToken cancellation) =>
        await keys.Find(new BsonDocument("_id", person)).FirstOrDefaultAsync(cancellation) is { } found
            ? MongoFields.Read(Keys, found, d => d["key"].AsByteArray)
            : null;
}

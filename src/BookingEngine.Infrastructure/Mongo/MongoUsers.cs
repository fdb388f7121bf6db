using BookingEngine.Privacy;
using BookingEngine.Users;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo;

public sealed class MongoAddressClaims(MongoStore store) : IAddressClaims
{
    private const string Claims = MongoCollections.AddressClaims;

    public Task<AddressClaim> ClaimAsync(AddressClaim claim) => store.RunAsync(Claims, async c =>
    {
        var document = new BsonDocument("_id", claim.AddressHash).Merge(HolderOf(claim));
        return await c.TryInsertAsync(document) ? claim : await FindAsync(c, claim.AddressHash, CancellationToken.None) ?? throw new NotYetVisibleException();
    });

    public Task<AddressClaim?> FindAsync(string addressHash, CancellationToken cancellation) =>
        store.RunAsync(Claims, c => FindAsync(c, addressHash, cancellation), cancellation);

    public Task<bool> TryTakeOverAsync(AddressClaim held, AddressClaim next) => store.RunAsync(Claims, async c =>
        await c.TryUpdateAsync(new BsonDocument { ["_id"] = held.AddressHash, ["user_id"] = held.UserId.ToString() }, HolderOf(next))
        || await FindAsync(c, held.AddressHash, CancellationToken.None) == next); // by a try whose answer was lost: no one else has this user's id

    private static BsonDocument HolderOf(AddressClaim claim) =>
        new() { ["user_id"] = claim.UserId.ToString(), ["claimed_at"] = claim.ClaimedAt.Text() };

    private static async Task<AddressClaim?> FindAsync(IMongoCollection<BsonDocument> claims, string addressHash, CancellationToken cancellation) =>
        await claims.Find(new BsonDocument("_id", addressHash)).FirstOrDefaultAsync(cancellation) is { } found
            ? MongoFields.Read(Claims, found, d => new AddressClaim(addressHash, new UserId(Guid.Parse(d["user_id"].AsString)), d.Instant("claimed_at")))
            : null;
}

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

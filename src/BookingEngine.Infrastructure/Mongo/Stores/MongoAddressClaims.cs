using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Users;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Stores;

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
        await c.TryUpdateAsync(new BsonDocument("_id", held.AddressHash).Merge(HolderOf(held)), HolderOf(next))
        || await FindAsync(c, held.AddressHash, CancellationToken.None) == next); // an earlier try succeeded and its answer was lost: no other claim is of this user and instant

    public Task ReleaseAsync(AddressClaim held) =>
        store.RunAsync(Claims, c => c.DeleteOneAsync(new BsonDocument("_id", held.AddressHash).Merge(HolderOf(held))));

    private static BsonDocument HolderOf(AddressClaim claim) =>
        new() { ["user_id"] = claim.UserId.ToString(), ["claimed_at"] = claim.ClaimedAt.Text() };

    private static async Task<AddressClaim?> FindAsync(IMongoCollection<BsonDocument> claims, string addressHash, CancellationToken cancellation) =>
        await claims.Find(new BsonDocument("_id", addressHash)).FirstOrDefaultAsync(cancellation) is { } found
            ? MongoFields.Read(Claims, found, d => new AddressClaim(addressHash, new UserId(Guid.Parse(d["user_id"].AsString)), d.Instant("claimed_at")))
            : null;
}

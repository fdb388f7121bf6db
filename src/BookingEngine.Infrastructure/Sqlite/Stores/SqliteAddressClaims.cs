using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Infrastructure.Sqlite.Stores;

public sealed class SqliteAddressClaims(SqliteStore store) : IAddressClaims
{
    public Task<AddressClaim> ClaimAsync(AddressClaim claim) => store.Booking.WriteAsync(session =>
    {
        session.Execute(
            "INSERT INTO address_claims (address_hash, user_id, claimed_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            claim.AddressHash, claim.UserId.ToString(), claim.ClaimedAt.ToUnixTimeTicks());
        return Find(session, claim.AddressHash)!;
    });

    public Task<AddressClaim?> FindAsync(string addressHash, CancellationToken cancellation) =>
        Task.FromResult(store.Booking.Read(session => Find(session, addressHash)));

    public Task<bool> TryTakeOverAsync(AddressClaim held, AddressClaim next) => store.Booking.WriteAsync(session => session.Execute(
        "UPDATE address_claims SET user_id = $2, claimed_at = $3 WHERE address_hash = $1 AND user_id = $4 AND claimed_at = $5",
        held.AddressHash, next.UserId.ToString(), next.ClaimedAt.ToUnixTimeTicks(), held.UserId.ToString(),
        held.ClaimedAt.ToUnixTimeTicks()) == 1);

    public Task ReleaseAsync(AddressClaim held) => store.Booking.WriteAsync(session => session.Execute(
        "DELETE FROM address_claims WHERE address_hash = $1 AND user_id = $2 AND claimed_at = $3",
        held.AddressHash, held.UserId.ToString(), held.ClaimedAt.ToUnixTimeTicks()));

    private static AddressClaim? Find(SqliteSession session, string addressHash) => session.First(
        "SELECT user_id, claimed_at FROM address_claims WHERE address_hash = $1",
        row => new AddressClaim(addressHash, new UserId(row.GetGuid(0)), Instant.FromUnixTimeTicks(row.GetInt64(1))),
        addressHash);
}

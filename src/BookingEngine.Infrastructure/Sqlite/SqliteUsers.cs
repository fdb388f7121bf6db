using BookingEngine.Privacy;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Infrastructure.Sqlite;

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
        "UPDATE address_claims SET user_id = $2, claimed_at = $3 WHERE address_hash = $1 AND user_id = $4",
        held.AddressHash, next.UserId.ToString(), next.ClaimedAt.ToUnixTimeTicks(), held.UserId.ToString()) == 1);

    private static AddressClaim? Find(SqliteSession session, string addressHash) => session.First(
        "SELECT user_id, claimed_at FROM address_claims WHERE address_hash = $1",
        row => new AddressClaim(addressHash, new UserId(row.GetGuid(0)), Instant.FromUnixTimeTicks(row.GetInt64(1))),
        addressHash);
}

public sealed class SqlitePersonKeys(SqliteStore store) : IPersonKeys
{
    public Task<byte[]> SaveAsync(string person, byte[] key) => store.Keys.WriteAsync(session =>
    {
        session.Execute("INSERT INTO person_keys (person, key) VALUES ($1, $2) ON CONFLICT DO NOTHING", person, key);
        return Find(session, person)!;
    });

    public Task<byte[]?> FindAsync(string person, CancellationToken cancellation) =>
        Task.FromResult(store.Keys.Read(session => Find(session, person)));

    public Task<IReadOnlyDictionary<string, byte[]>> FindManyAsync(IReadOnlyCollection<string> persons, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<string, byte[]>>(store.Keys.Read(session => persons
            .Select(person => (Person: person, Key: Find(session, person)))
            .Where(found => found.Key is not null).ToDictionary(found => found.Person, found => found.Key!)));

    public Task EraseAsync(string person) =>
        store.Keys.WriteAsync(session => session.Execute("DELETE FROM person_keys WHERE person = $1", person));

    private static byte[]? Find(SqliteSession session, string person) =>
        session.First("SELECT key FROM person_keys WHERE person = $1", row => row.GetFieldValue<byte[]>(0), person);
}

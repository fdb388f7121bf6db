using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Privacy;

namespace BookingEngine.Infrastructure.Sqlite.Stores;

public sealed class SqlitePersonKeys(SqliteStore store) : IStoredPersonKeys
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

    public Task<IReadOnlyList<StoredPersonKey>> ListAsync(string after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredPersonKey>>(store.Keys.Read(session => session.Query(
            "SELECT person, key FROM person_keys WHERE person > $1 AND person <> $2 ORDER BY person LIMIT $3",
            row => new StoredPersonKey(row.GetString(0), row.GetBytes(1)), after, SqliteDataKeyCheck.Owner, limit)));

    public Task<bool> TryReplaceAsync(StoredPersonKey expected, byte[] next) => store.Keys.WriteAsync(session =>
        session.Execute("UPDATE person_keys SET key = $3 WHERE person = $1 AND key = $2", expected.Person, expected.Stored, next) == 1);

    public Task SaveCheckAsync(byte[] check) => store.Keys.WriteAsync(session => SqliteDataKeyCheck.Save(session, check));

    private static byte[]? Find(SqliteSession session, string person) =>
        session.First("SELECT key FROM person_keys WHERE person = $1", row => row.GetBytes(0), person);
}

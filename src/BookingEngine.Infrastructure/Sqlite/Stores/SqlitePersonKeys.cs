using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Privacy;

namespace BookingEngine.Infrastructure.Sqlite.Stores;

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
        session.First("SELECT key FROM person_keys WHERE person = $1", row => row.GetBytes(0), person);
}

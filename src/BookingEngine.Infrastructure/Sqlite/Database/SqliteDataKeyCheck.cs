using BookingEngine.Ports;
using BookingEngine.Privacy;

namespace BookingEngine.Infrastructure.Sqlite.Database;

/// <summary>The check value of the data key, beside the keys. It has a row of its own, so that earlier versions can still open the file.</summary>
internal static class SqliteDataKeyCheck
{
    /// <summary>No person has this name.</summary>
    public const string Owner = "data key check";

    /// <summary>Saves the check value if there is none.</summary>
    /// <exception cref="UnusableStoreException">The keys are wrapped with another data key.</exception>
    public static void Ensure(SqliteFile keys, DataKeys dataKeys)
    {
        var stored = keys.Read(Find);
        dataKeys.EnsureOpens(stored);
        if (stored is null && dataKeys.CheckValue is { } check)
        {
            dataKeys.EnsureOpens(keys.WriteAsync(session => Add(session, check)).GetAwaiter().GetResult());
        }
    }

    public static bool Save(SqliteSession session, byte[] check) => session.Execute(
        "INSERT INTO person_keys (person, key) VALUES ($1, $2) ON CONFLICT DO UPDATE SET key = excluded.key", Owner, check) == 1;

    private static byte[]? Add(SqliteSession session, byte[] check)
    {
        session.Execute("INSERT INTO person_keys (person, key) VALUES ($1, $2) ON CONFLICT DO NOTHING", Owner, check);
        return Find(session);
    }

    private static byte[]? Find(SqliteSession session) =>
        session.First("SELECT key FROM person_keys WHERE person = $1", row => row.GetBytes(0), Owner);
}

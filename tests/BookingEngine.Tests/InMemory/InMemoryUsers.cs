using BookingEngine.Privacy;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Tests.InMemory;

public sealed class InMemoryAddressClaims(Dictionary<string, AddressClaim> claims, Step step) : IAddressClaims
{
    public Task<AddressClaim> ClaimAsync(AddressClaim claim) => step.AroundAsync("claim address", () =>
    {
        claims.TryAdd(claim.AddressHash, claim);
        return claims[claim.AddressHash];
    });

    public Task<AddressClaim?> FindAsync(string addressHash, CancellationToken cancellation) =>
        step.AroundAsync("find claim", () => claims.GetValueOrDefault(addressHash));

    public Task<bool> TryTakeOverAsync(AddressClaim held, AddressClaim next) => step.AroundAsync("take over claim", () =>
    {
        var isExpected = claims.GetValueOrDefault(held.AddressHash) == held;
        if (isExpected)
        {
            claims[held.AddressHash] = next;
        }

        return isExpected;
    });

    public Task ReleaseAsync(AddressClaim held) => step.AroundAsync(
        "release claim", () => claims.GetValueOrDefault(held.AddressHash) == held && claims.Remove(held.AddressHash));
}

public sealed class InMemorySessions(Dictionary<SessionId, Session> sessions, Step step) : ISessions
{
    public Task StartAsync(Session session) => step.AroundAsync("start session", () => sessions.TryAdd(session.Id, session));

    public Task<Session?> FindAsync(SessionId id, Instant now, CancellationToken cancellation) =>
        step.AroundAsync("find session", () => sessions.GetValueOrDefault(id) is { } s && s.ExpiresAt > now ? s : null);

    public Task<IReadOnlyList<Session>> ListAsync(UserId user, Instant now, Instant latest, int limit, CancellationToken cancellation) =>
        step.AroundAsync<IReadOnlyList<Session>>("list sessions", () =>
            [.. sessions.Values.Where(s => s.UserId == user && s.ExpiresAt > now && s.StartedAt <= latest).OrderByDescending(s => s.StartedAt).Take(limit)]);

    public Task<bool> TryRotateAsync(Rotation rotation) => step.AroundAsync("rotate session", () =>
    {
        var isExpected = sessions.GetValueOrDefault(rotation.Id) is { } s && s.RefreshHash == rotation.SpentHash && s.ExpiresAt > rotation.At;
        if (isExpected)
        {
            var next = sessions[rotation.Id] with
            {
                RefreshHash = rotation.NextHash,
                RefreshedAt = rotation.At,
                ExpiresAt = rotation.ExpiresAt,
                Superseded = rotation.Superseded,
            };
            sessions[rotation.Id] = next;
        }

        return isExpected;
    });

    public Task EndAsync(SessionId id) => step.AroundAsync("end session", () => sessions.Remove(id));

    public Task EndAllAsync(UserId user, SessionId? except, Instant startedBefore) => step.AroundAsync("end sessions", () => sessions.Values
        .Where(s => s.UserId == user && s.Id != except && s.StartedAt < startedBefore).ToList().Count(s => sessions.Remove(s.Id)));

    public Task<int> PurgeAsync(Instant expiredBefore) => step.AroundAsync("purge sessions", () =>
        sessions.Values.Where(s => s.ExpiresAt < expiredBefore).ToList().Count(s => sessions.Remove(s.Id)));
}

public sealed class InMemoryPersonKeys(Dictionary<string, byte[]> keys, Step step) : IStoredPersonKeys
{
    public Task<byte[]> SaveAsync(string person, byte[] key) => step.AroundAsync("keep key", () =>
    {
        keys.TryAdd(person, key);
        return keys[person];
    });

    public Task<byte[]?> FindAsync(string person, CancellationToken cancellation) =>
        step.AroundAsync("find key", () => keys.GetValueOrDefault(person));

    public Task<IReadOnlyDictionary<string, byte[]>> FindManyAsync(IReadOnlyCollection<string> persons, CancellationToken cancellation) =>
        step.AroundAsync<IReadOnlyDictionary<string, byte[]>>("find keys", () =>
            persons.Where(keys.ContainsKey).ToDictionary(person => person, person => keys[person]));

    public Task EraseAsync(string person) => step.AroundAsync("erase key", () => keys.Remove(person));

    public Task<IReadOnlyList<StoredPersonKey>> ListAsync(string after, int limit, CancellationToken cancellation) =>
        step.AroundAsync<IReadOnlyList<StoredPersonKey>>("list keys", () =>
            [.. keys.Where(key => string.CompareOrdinal(key.Key, after) > 0).OrderBy(key => key.Key, StringComparer.Ordinal).Take(limit)
                .Select(key => new StoredPersonKey(key.Key, key.Value))]);

    public Task<bool> TryReplaceAsync(StoredPersonKey expected, byte[] next) => step.AroundAsync("replace key", () =>
    {
        var isExpected = keys.GetValueOrDefault(expected.Person)?.SequenceEqual(expected.Stored) == true;
        if (isExpected)
        {
            keys[expected.Person] = next;
        }

        return isExpected;
    });

    public Task SaveCheckAsync(byte[] check) => step.AroundAsync("save check value", () => true);
}

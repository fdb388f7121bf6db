using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.Privacy;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Sqlite;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Tests.Users;

/// <summary>The contract of every store of address claims, sessions and personal keys.</summary>
public abstract class UserStoresContract
{
    private static readonly Instant Now = Instant.FromUtc(2030, 1, 1, 12, 0);
    private static readonly UserId Ada = new(Guid.Parse("01900000-0000-7000-8000-00000000000a")), Bob = new(Guid.Parse("01900000-0000-7000-8000-00000000000b"));

    protected abstract IAddressClaims Claims { get; }

    protected abstract ISessions Sessions { get; }

    protected abstract IPersonKeys Keys { get; }

    [ServerFact]
    public async Task The_first_claim_of_an_address_wins()
    {
        Assert.Equal(new AddressClaim("hash", Ada, Now), await Claims.ClaimAsync(new AddressClaim("hash", Ada, Now)));
        Assert.Equal(new AddressClaim("hash", Ada, Now), await Claims.ClaimAsync(new AddressClaim("hash", Bob, Now)));
        Assert.Equal(new AddressClaim("hash", Ada, Now), await Claims.FindAsync("hash", CancellationToken.None));
        Assert.Null(await Claims.FindAsync("other", CancellationToken.None));
    }

    [ServerFact]
    public async Task Of_many_concurrent_claims_exactly_one_succeeds()
    {
        var claims = Enumerable.Range(0, 40).Select(_ => new AddressClaim("hash", new UserId(Guid.CreateVersion7()), Now)).ToList();
        var standing = await Task.WhenAll(claims.Select(c => Task.Run(() => Claims.ClaimAsync(c))));
        Assert.Single(standing.Distinct());
        Assert.Equal(1, claims.Zip(standing).Count(pair => pair.First == pair.Second));
    }

    [ServerFact]
    public async Task A_claim_is_replaced_only_when_it_is_the_expected_one()
    {
        var held = await Claims.ClaimAsync(new AddressClaim("hash", Ada, Now));
        var next = new AddressClaim("hash", Bob, Now + Duration.FromMinutes(1));
        Assert.True(await Claims.TryTakeOverAsync(held, next));
        Assert.False(await Claims.TryTakeOverAsync(held, next with { UserId = new UserId(Guid.CreateVersion7()) }));
        Assert.Equal(next, await Claims.FindAsync("hash", CancellationToken.None));
    }

    [ServerFact]
    public async Task A_claim_that_its_user_renewed_is_not_replaced()
    {
        var held = await Claims.ClaimAsync(new AddressClaim("hash", Ada, Now));
        var renewed = held with { ClaimedAt = Now + Duration.FromMilliseconds(1) };
        Assert.True(await Claims.TryTakeOverAsync(held, renewed));
        Assert.False(await Claims.TryTakeOverAsync(held, new AddressClaim("hash", Bob, Now + Duration.FromMinutes(1))));
        Assert.Equal(renewed, await Claims.FindAsync("hash", CancellationToken.None));
    }

    [ServerFact]
    public async Task A_released_claim_is_gone_unless_it_was_replaced()
    {
        var held = await Claims.ClaimAsync(new AddressClaim("hash", Ada, Now));
        var next = new AddressClaim("hash", Bob, Now + Duration.FromMinutes(1));
        Assert.True(await Claims.TryTakeOverAsync(held, next));
        await Claims.ReleaseAsync(held);
        Assert.Equal(next, await Claims.FindAsync("hash", CancellationToken.None));
        await Claims.ReleaseAsync(next);
        await Claims.ReleaseAsync(next);
        Assert.Null(await Claims.FindAsync("hash", CancellationToken.None));
        Assert.Equal(held, await Claims.ClaimAsync(held));
    }

    [ServerFact]
    public async Task A_session_exists_until_the_instant_it_expires()
    {
        var session = SessionOf(Ada) with { Client = new Encrypted("c2VhbGVk"), Superseded = SupersededTokens.Add("", "zero", Now) };
        await Sessions.StartAsync(session);
        Assert.Equal(session, await Sessions.FindAsync(session.Id, session.ExpiresAt - Duration.FromTicks(1), CancellationToken.None));
        Assert.Null(await Sessions.FindAsync(session.Id, session.ExpiresAt, CancellationToken.None));
        Assert.Null(await Sessions.FindAsync(new SessionId(Guid.CreateVersion7()), Now, CancellationToken.None));
    }

    [ServerFact]
    public async Task Only_expired_sessions_are_purged()
    {
        foreach (var hours in new[] { 1, 2, 3 })
        {
            await Sessions.StartAsync(SessionOf(Ada) with { ExpiresAt = Now + Duration.FromHours(hours) });
        }

        Assert.Equal(1, await Sessions.PurgeAsync(Now + Duration.FromHours(2)));
        Assert.Equal(0, await Sessions.PurgeAsync(Now + Duration.FromHours(2)));
    }

    [ServerFact]
    public async Task A_users_sessions_are_listed_newest_first_without_those_of_others()
    {
        var started = Enumerable.Range(0, 4).Select(n => SessionOf(Ada) with { StartedAt = Now + Duration.FromMinutes(n) }).ToList();
        foreach (var session in started.Append(SessionOf(Bob)))
        {
            await Sessions.StartAsync(session);
        }

        var expired = SessionOf(Ada) with { StartedAt = Now - Duration.FromHours(2), ExpiresAt = Now };
        await Sessions.StartAsync(expired);

        Assert.Equal(started.AsEnumerable().Reverse(), await Sessions.ListAsync(Ada, Now, Instant.FromUtc(9000, 1, 1, 0, 0), 10, CancellationToken.None));
        Assert.Equal([started[3], started[2]], await Sessions.ListAsync(Ada, Now, Instant.FromUtc(9000, 1, 1, 0, 0), 2, CancellationToken.None));
        Assert.Equal([started[1], started[0]], await Sessions.ListAsync(Ada, Now, started[1].StartedAt, 10, CancellationToken.None));
        await Sessions.EndAllAsync(Ada, started[1].Id, Instant.MaxValue);
        Assert.Equal([started[1]], await Sessions.ListAsync(Ada, Now, Instant.FromUtc(9000, 1, 1, 0, 0), 10, CancellationToken.None));
    }

    [ServerFact]
    public async Task A_refresh_token_replaces_the_one_it_was_issued_for()
    {
        var session = SessionOf(Ada);
        await Sessions.StartAsync(session);
        var rotation = new Rotation(session.Id, session.RefreshHash, "second", Now + Duration.FromMinutes(50), Now + Duration.FromDays(30))
        {
            Superseded = SupersededTokens.Add("", session.RefreshHash, Now + Duration.FromMinutes(50)),
        };

        Assert.False(await Sessions.TryRotateAsync(rotation with { SpentHash = "another" }));
        Assert.True(await Sessions.TryRotateAsync(rotation));
        Assert.False(await Sessions.TryRotateAsync(rotation with { NextHash = "third" }));

        Assert.Equal(
            session with { RefreshHash = "second", RefreshedAt = rotation.At, ExpiresAt = rotation.ExpiresAt, Superseded = rotation.Superseded },
            await Sessions.FindAsync(session.Id, Now + Duration.FromDays(29), CancellationToken.None));
    }

    [ServerFact]
    public async Task Of_many_concurrent_rotations_of_one_token_one_succeeds()
    {
        var session = SessionOf(Ada);
        await Sessions.StartAsync(session);

        var won = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(() =>
            Sessions.TryRotateAsync(new Rotation(session.Id, session.RefreshHash, $"next {n}", Now, session.ExpiresAt)))));

        var winner = Assert.Single(Enumerable.Range(0, 40), n => won[n]);
        Assert.Equal($"next {winner}", (await Sessions.FindAsync(session.Id, Now, CancellationToken.None))!.RefreshHash);
    }

    [ServerFact]
    public async Task An_ended_or_expired_session_cannot_be_rotated()
    {
        Session ended = SessionOf(Ada), expired = SessionOf(Ada);
        await Sessions.StartAsync(ended);
        await Sessions.StartAsync(expired);
        await Sessions.EndAsync(ended.Id);

        Assert.False(await Sessions.TryRotateAsync(new Rotation(ended.Id, ended.RefreshHash, "next", Now, Now + Duration.FromDays(30))));
        Assert.False(await Sessions.TryRotateAsync(
            new Rotation(expired.Id, expired.RefreshHash, "next", expired.ExpiresAt, expired.ExpiresAt + Duration.FromDays(30))));

        Assert.Null(await Sessions.FindAsync(ended.Id, Now, CancellationToken.None));
        Assert.Equal(expired, await Sessions.FindAsync(expired.Id, Now, CancellationToken.None));
    }

    [ServerFact]
    public async Task The_first_key_of_a_person_counts_until_erasure()
    {
        Assert.Equal([1, 2], await Keys.SaveAsync("ada", [1, 2]));
        Assert.Equal([1, 2], await Keys.SaveAsync("ada", [3, 4]));
        Assert.Equal([1, 2], await Keys.FindAsync("ada", CancellationToken.None));
        await Keys.EraseAsync("ada");
        Assert.Null(await Keys.FindAsync("ada", CancellationToken.None));
    }

    [ServerFact]
    public async Task Keys_of_many_persons_are_read_at_once_without_missing_ones()
    {
        foreach (var n in Enumerable.Range(0, 100))
        {
            await Keys.SaveAsync($"person {n}", [(byte)n]);
        }

        await Keys.EraseAsync("person 7");
        var found = await Keys.FindManyAsync([.. Enumerable.Range(0, 99).Select(n => $"person {n}"), "nobody"], CancellationToken.None);

        Assert.Equal(98, found.Count);
        Assert.All(found, key => Assert.Equal($"person {key.Value.Single()}", key.Key));
        Assert.DoesNotContain("person 7", found.Keys);
    }

    private static Session SessionOf(UserId user) => new(
        new SessionId(Guid.CreateVersion7()), user, Role.Customer, Now, Now + Duration.FromHours(1), "first", Now, null);
}

public sealed class SqliteUserStoresTests : UserStoresContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    protected override IAddressClaims Claims => new SqliteAddressClaims(_folder.Store);

    protected override ISessions Sessions => new SqliteSessions(_folder.Store);

    protected override IPersonKeys Keys => new SqlitePersonKeys(_folder.Store);

    public void Dispose() => _folder.Dispose();
}

public sealed class InMemoryUserStoresTests : UserStoresContract
{
    protected override IAddressClaims Claims { get; } = new InMemoryAddressClaims([], Steps.Locked());

    protected override ISessions Sessions { get; } = new InMemorySessions([], Steps.Locked());

    protected override IPersonKeys Keys { get; } = new InMemoryPersonKeys([], Steps.Locked());
}

using BookingEngine.Infrastructure.Sqlite;
using BookingEngine.Privacy;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Sqlite;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Users;

/// <summary>What every store of claims, sessions and persons' keys keeps to.</summary>
public abstract class UserStoresContract
{
    private static readonly Instant Now = Instant.FromUtc(2030, 1, 1, 12, 0);
    private static readonly UserId Ada = new(Guid.Parse("01900000-0000-7000-8000-00000000000a")), Bob = new(Guid.Parse("01900000-0000-7000-8000-00000000000b"));

    protected abstract IAddressClaims Claims { get; }

    protected abstract ISessions Sessions { get; }

    protected abstract IPersonKeys Keys { get; }

    [ServerFact]
    public async Task An_address_is_the_first_claims()
    {
        Assert.Equal(new AddressClaim("hash", Ada, Now), await Claims.ClaimAsync(new AddressClaim("hash", Ada, Now)));
        Assert.Equal(new AddressClaim("hash", Ada, Now), await Claims.ClaimAsync(new AddressClaim("hash", Bob, Now)));
        Assert.Equal(new AddressClaim("hash", Ada, Now), await Claims.FindAsync("hash", CancellationToken.None));
        Assert.Null(await Claims.FindAsync("other", CancellationToken.None));
    }

    [ServerFact]
    public async Task Of_many_claims_at_once_exactly_one_stands()
    {
        var claims = Enumerable.Range(0, 40).Select(_ => new AddressClaim("hash", new UserId(Guid.CreateVersion7()), Now)).ToList();
        var standing = await Task.WhenAll(claims.Select(c => Task.Run(() => Claims.ClaimAsync(c))));
        Assert.Single(standing.Distinct());
        Assert.Equal(1, claims.Zip(standing).Count(pair => pair.First == pair.Second));
    }

    [ServerFact]
    public async Task A_claim_is_taken_over_only_from_the_one_that_stands()
    {
        var held = await Claims.ClaimAsync(new AddressClaim("hash", Ada, Now));
        var next = new AddressClaim("hash", Bob, Now + Duration.FromMinutes(1));
        Assert.True(await Claims.TryTakeOverAsync(held, next));
        Assert.False(await Claims.TryTakeOverAsync(held, next with { UserId = new UserId(Guid.CreateVersion7()) }));
        Assert.Equal(next, await Claims.FindAsync("hash", CancellationToken.None));
    }

    [ServerFact]
    public async Task A_session_stands_until_the_instant_it_expires()
    {
        var session = new Session(new SessionId(Guid.CreateVersion7()), Ada, Role.Customer, Now, Now + Duration.FromHours(1));
        await Sessions.StartAsync(session);
        Assert.Equal(session, await Sessions.FindAsync(session.Id, session.ExpiresAt - Duration.FromTicks(1), CancellationToken.None));
        Assert.Null(await Sessions.FindAsync(session.Id, session.ExpiresAt, CancellationToken.None));
        Assert.Null(await Sessions.FindAsync(new SessionId(Guid.CreateVersion7()), Now, CancellationToken.None));
    }

    [ServerFact]
    public async Task Expired_sessions_are_purged_and_others_stay()
    {
        foreach (var hours in new[] { 1, 2, 3 })
        {
            await Sessions.StartAsync(new Session(new SessionId(Guid.CreateVersion7()), Ada, Role.Customer, Now, Now + Duration.FromHours(hours)));
        }

        Assert.Equal(1, await Sessions.PurgeAsync(Now + Duration.FromHours(2)));
        Assert.Equal(0, await Sessions.PurgeAsync(Now + Duration.FromHours(2)));
    }

    [ServerFact]
    public async Task The_first_key_of_a_person_counts_until_it_is_erased()
    {
        Assert.Equal([1, 2], await Keys.KeepAsync("ada", [1, 2]));
        Assert.Equal([1, 2], await Keys.KeepAsync("ada", [3, 4]));
        Assert.Equal([1, 2], await Keys.FindAsync("ada", CancellationToken.None));
        await Keys.EraseAsync("ada");
        Assert.Null(await Keys.FindAsync("ada", CancellationToken.None));
    }
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

using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users;

/// <summary>The keyed hashes of a mail address.</summary>
/// <param name="Current">Of the canonical form. A new claim has it.</param>
/// <param name="Former">Of the former form, which claims of earlier versions have; null if it is the same.</param>
public sealed record AddressHashes(string Current, string? Former)
{
    public bool Contain(string hash) => hash == Current || hash == Former;
}

/// <summary>A registered user.</summary>
/// <param name="Key">Null if the person was erased.</param>
public sealed record Account(User User, PersonalData.PersonKey? Key);

/// <summary>Finds the registered user with a mail address. A claim of the address is only a pointer: the address that the user has now decides,
/// because a claim may be left from an earlier address or from a change that was not completed.</summary>
public sealed class AddressLookup(IAddressClaims claims, LookupKey lookup, AggregateLoader loader, PersonalData personalData)
{
    /// <summary>Null if nobody has the address. Takes the same time without an address.</summary>
    public async Task<Account?> FindAsync(EmailAddress? email, CancellationToken cancellation) =>
        await FindAsync(await HashAsync(email, cancellation), cancellation);

    /// <summary>Of two accounts whose addresses are one in canonical form, the one with exactly this spelling is found. Both claims are always
    /// read, so that the time does not show which exists.</summary>
    public async Task<Account?> FindAsync(AddressHashes address, CancellationToken cancellation)
    {
        var former = address.Former is { } hash ? await HolderAsync(hash, address, cancellation) : null;
        var current = await HolderAsync(address.Current, address, cancellation);
        return former ?? current;
    }

    public async Task<AddressHashes> HashAsync(EmailAddress? email, CancellationToken cancellation) => new(
        await lookup.HashAsync(email?.Canonical ?? "", cancellation), email?.Former is { } former ? await lookup.HashAsync(former, cancellation) : null);

    /// <summary>A text that is the same for all spellings with which this account is found: the canonical form, or the former one if that finds
    /// another account.</summary>
    public async Task<string> IdentifyAsync(EmailAddress email, CancellationToken cancellation)
    {
        var address = await HashAsync(email, cancellation);
        return address.Former is { } hash && await HolderAsync(hash, address, cancellation) is not null ? email.Former! : email.Canonical;
    }

    /// <summary>Whether the account has this address now.</summary>
    public async Task<bool> HasAsync(Account account, AddressHashes address, CancellationToken cancellation) => account is not { Key: { } key }
        || (await HashAsync(EmailAddress.TryParseKnown(key.Decrypt(account.User.Email)), cancellation)).Contain(address.Current);

    /// <summary>The registered user; null if there is none with this id.</summary>
    public async Task<Account?> FindAsync(UserId id, CancellationToken cancellation) =>
        (await loader.RefreshAsync<User>(id.Stream, cancellation)).State is { Status: UserStatus.Registered } user
            ? new Account(user, await personalData.FindKeyAsync(id.ToString(), cancellation))
            : null;

    /// <summary>Whose address the event has verified, and the address that the account has now; null for another event.</summary>
    public async Task<(UserId User, EmailAddress Email)?> FindVerifiedAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        recorded.Event is EmailVerified or EmailChanged
        && await FindAsync(new UserId(Guid.Parse(recorded.Stream.Id)), cancellation) is { Key: { } key, User: var user }
        && EmailAddress.TryParseKnown(key.Decrypt(user.Email)) is { } email
            ? (user.Id, email)
            : null;

    /// <summary>The user, if this request to change the address is still valid.</summary>
    public async Task<Account?> FindPendingAsync(UserId id, Guid request, Instant now, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { User.EmailChange: { } pending } account && pending.RequestId == request && now < pending.ExpiresAt
            ? account
            : null;

    private async Task<Account?> HolderAsync(string claimed, AddressHashes address, CancellationToken cancellation) =>
        await claims.FindAsync(claimed, cancellation) is { } claim && await FindAsync(claim.UserId, cancellation) is { } account
            && await HasAsync(account, address, cancellation)
                ? account
                : null;
}

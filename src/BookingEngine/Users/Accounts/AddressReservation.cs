using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users.Accounts;

/// <summary>Claims an address for a user who is about to get it. The claim comes first, and the event in the user's stream decides. A crash
/// between the two leaves a claim without effect: the next one who wants the address makes the event impossible, and takes the claim
/// over.</summary>
public sealed class AddressReservation(
    IAddressClaims claims, AddressLookup addresses, CommandExecutor executor, PersonalData personalData, IIds ids)
{
    /// <summary>How long a new claim is not taken over. It is not needed for correctness: abandoning a slow command makes it fail, so
    /// two can never succeed.</summary>
    public static readonly Duration Lease = Duration.FromSeconds(10);

    /// <summary>False if another account has the address, in any spelling, or is about to get it.</summary>
    public async Task<bool> TryClaimAsync(EmailAddress email, UserId user, CommandContext context, CancellationToken cancellation)
    {
        var address = await addresses.HashAsync(email, cancellation);
        if (address.Former is { } former && await claims.FindAsync(former, cancellation) is { } earlier
            && earlier.UserId != user && !await TryFreeAsync(earlier, address, context, cancellation))
        {
            return false;
        }

        var claim = new AddressClaim(address.Current, user, context.Now);
        var held = await claims.ClaimAsync(claim);
        return held == claim
            || (held.UserId == user && await claims.TryTakeOverAsync(held, claim with { ClaimedAt = After(held, context) }))
            || (held.UserId != user && await TryFreeAsync(held, address, context, cancellation) && await claims.TryTakeOverAsync(held, claim));
    }

    /// <summary>Lets an account whose claim is in the former form be found in all spellings of its address, unless another account is.</summary>
    public async Task RenewAsync(EmailAddress email, UserId user, CommandContext context, CancellationToken cancellation)
    {
        var address = await addresses.HashAsync(email, cancellation);
        if (address.Former is not null && await claims.FindAsync(address.Current, cancellation) is null)
        {
            await claims.ClaimAsync(new AddressClaim(address.Current, user, context.Now));
        }
    }

    /// <summary>Makes it impossible that a registration which never finished is completed. An erased user has no address.</summary>
    public static Decision Abandon(User user, UserId id) => user.Status switch
    {
        UserStatus.Unknown => Decision.Of(new RegistrationAbandoned(id)),
        UserStatus.Abandoned or UserStatus.Erased => Decision.Nothing,
        _ => RegisterUserHandler.AlreadyRegistered,
    };

    /// <summary>Ends the pending change, unless it was completed meanwhile.</summary>
    public static Decision EndChange(User user, User read) =>
        user.Email != read.Email ? RegisterUserHandler.AlreadyRegistered
        : user.EmailChange is { } pending && pending.RequestId == read.EmailChange?.RequestId ? Decision.Of(new EmailChangeEnded(pending.RequestId))
        : Decision.Nothing;

    // Each claim of the address is later than the one before. So a claim that was read is not taken over after the same user renewed it.
    private static Instant After(AddressClaim held, CommandContext context) => Instant.Max(context.Now, held.ClaimedAt + Duration.FromMilliseconds(1));

    // The holder's stream decides the race: either the event that gives the address is there already, or it can never be appended.
    private async Task<bool> TryFreeAsync(AddressClaim held, AddressHashes address, CommandContext context, CancellationToken cancellation)
    {
        if (context.Now - held.ClaimedAt < Lease)
        {
            return false;
        }

        if (await addresses.FindAsync(held.UserId, cancellation) is { } holder)
        {
            return !await addresses.HasAsync(holder, address, cancellation) && await TryEndChangeAsync(holder, address, context, cancellation);
        }

        var abandoning = context with { CommitId = new CommitId(ids.Next()) };
        var outcome = await executor.ExecuteAsync<User>(held.UserId.Stream, abandoning, user => Abandon(user, held.UserId), cancellation);
        if (outcome.IsRefused(out _, out var abandoned))
        {
            return false;
        }

        // The erasure of a user needs the key to the end, and then erases it.
        if (abandoned.Status is UserStatus.Abandoned)
        {
            await personalData.EraseAsync(held.UserId.ToString());
        }

        return true;
    }

    // The holder may be completing a change to this address. After this that cannot succeed, unless it claims the address again.
    private async Task<bool> TryEndChangeAsync(Account holder, AddressHashes address, CommandContext context, CancellationToken cancellation)
    {
        if (holder is not { Key: { } key, User: { EmailChange: { } pending } user }
            || EmailAddress.TryParseKnown(key.Decrypt(pending.Email)) is not { } next
            || !(await addresses.HashAsync(next, cancellation)).Contain(address.Current))
        {
            return true;
        }

        var ending = context with { CommitId = new CommitId(ids.Next()), Actor = null };
        var outcome = await executor.ExecuteAsync<User>(user.Id.Stream, ending, now => EndChange(now, user), cancellation);
        return outcome.Refusal is null;
    }
}

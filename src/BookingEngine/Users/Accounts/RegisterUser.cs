using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Users.Verification;
using NodaTime;

namespace BookingEngine.Users.Accounts;

public sealed record RegisterUser(EmailAddress Email, string FullName, string Password)
{
    /// <summary>Whether somebody answers for the address, so that no proof of it is asked for.</summary>
    public bool IsEmailVerified { get; init; }
}

public sealed record RegisteredUser(UserId Id, string Email, string FullName, Instant CreatedAt);

/// <summary>Registers an address once. Claim, then event: the claim makes the address unique, the event makes the user. A crash between
/// leaves a claim without a user, which the next registration of the address abandons and takes over.</summary>
public sealed class RegisterUserHandler(
    CommandExecutor executor, IAddressClaims claims, LookupKey lookup, PersonalData personalData, IPasswordHasher hasher,
    EmailVerification verification, IIds ids)
{
    /// <summary>For so long a claim is left to the registration that made it. Merely civil: safety is the abandonment's, which makes a
    /// slow registration fail, not two succeed.</summary>
    public static readonly Duration ClaimLease = Duration.FromSeconds(10);

    public static readonly Refusal AlreadyRegistered =
        new(RefusalKind.BadRequest, "email_already_registered", "Email already registered");

    public async Task<Outcome<RegisteredUser>> HandleAsync(RegisterUser command, CommandContext context, CancellationToken cancellation)
    {
        var addressHash = await lookup.HashAsync(command.Email.Canonical, cancellation);
        var mine = new AddressClaim(addressHash, new UserId(ids.Next()), context.Now);
        var standing = await claims.ClaimAsync(mine);
        if (standing != mine && !await TryTakeOverAsync(standing, mine, context, cancellation))
        {
            return AlreadyRegistered;
        }

        var key = await personalData.KeyForAsync(mine.UserId.ToString());
        var hash = await hasher.HashAsync(command.Password, cancellation);
        var registered = new UserRegistered(
            mine.UserId, key.Encrypt(command.Email.Value), key.Encrypt(command.FullName), key.Encrypt(hash), Role.Customer);
        IDomainEvent? proof = command.IsEmailVerified ? new EmailVerified(mine.UserId) : verification.RequestAtRegistration(context);
        var outcome = await executor.ExecuteAsync<User>(
            mine.UserId.Stream, context with { Actor = mine.UserId.ToString() }, user => Register(user, registered, proof), cancellation);
        return outcome.IsRefused(out var refusal, out _)
            ? refusal
            : new RegisteredUser(mine.UserId, command.Email.Value, command.FullName, context.Now);
    }

    /// <param name="proof">That proof of the address is asked for, or was given; null where none is wanted.</param>
    public static Decision Register(User user, UserRegistered registered, IDomainEvent? proof) => (user.Status, proof) switch
    {
        (not UserStatus.Unknown, _) => AlreadyRegistered,
        (_, null) => Decision.Of(registered),
        _ => Decision.Of(registered, proof),
    };

    public static Decision Abandon(User user, UserId id) => user.Status switch
    {
        UserStatus.Unknown => Decision.Of(new RegistrationAbandoned(id)),
        UserStatus.Abandoned => Decision.Nothing,
        _ => AlreadyRegistered,
    };

    // The abandonment fences the holder off: either the holder's first event is already there, or it can never come.
    private async Task<bool> TryTakeOverAsync(
        AddressClaim held, AddressClaim mine, CommandContext context, CancellationToken cancellation)
    {
        if (context.Now - held.ClaimedAt < ClaimLease)
        {
            return false;
        }

        var abandoning = context with { CommitId = new CommitId(ids.Next()) };
        var outcome = await executor.ExecuteAsync<User>(held.UserId.Stream, abandoning, user => Abandon(user, held.UserId), cancellation);
        if (outcome.Refusal is not null)
        {
            return false;
        }

        await personalData.EraseAsync(held.UserId.ToString());
        return await claims.TryTakeOverAsync(held, mine);
    }
}

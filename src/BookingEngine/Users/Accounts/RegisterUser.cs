using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Users.Verification;
using NodaTime;

namespace BookingEngine.Users.Accounts;

public sealed record RegisterUser(EmailAddress Email, string FullName, string Password)
{
    /// <summary>Whether the address counts as verified, so that no verification mail is sent.</summary>
    public bool IsEmailVerified { get; init; }
}

public sealed record RegisteredUser(UserId Id, string Email, string FullName, Instant CreatedAt);

/// <summary>Registers an address once. First the claim makes the address unique, then the event creates the user. A crash between the two
/// leaves a claim without a user. The next registration of the address abandons that claim and takes it over.</summary>
public sealed class RegisterUserHandler(
    CommandExecutor executor, IAddressClaims claims, LookupKey lookup, PersonalData personalData, IPasswordHasher hasher,
    EmailVerification verification, IIds ids)
{
    /// <summary>How long a new claim is not taken over. It is not needed for correctness: abandoning a slow registration makes it fail, so
    /// two can never succeed.</summary>
    public static readonly Duration ClaimLease = Duration.FromSeconds(10);

    public static readonly Refusal AlreadyRegistered =
        new(RefusalKind.BadRequest, "email_already_registered", "Email already registered");

    public async Task<Outcome<RegisteredUser>> HandleAsync(RegisterUser command, CommandContext context, CancellationToken cancellation)
    {
        var addressHash = await lookup.HashAsync(command.Email.Canonical, cancellation);
        var claim = new AddressClaim(addressHash, new UserId(ids.Next()), context.Now);
        var existing = await claims.ClaimAsync(claim);
        if (existing != claim && !await TryTakeOverClaimAsync(existing, claim, context, cancellation))
        {
            return AlreadyRegistered;
        }

        var key = await personalData.KeyForAsync(claim.UserId.ToString());
        var hash = await hasher.HashAsync(command.Password, cancellation);
        var registered = new UserRegistered(
            claim.UserId, key.Encrypt(command.Email.Value), key.Encrypt(command.FullName), key.Encrypt(hash), Role.Customer);
        IDomainEvent? proof = command.IsEmailVerified ? new EmailVerified(claim.UserId) : verification.RequestAtRegistration(context);
        var outcome = await executor.ExecuteAsync<User>(
            claim.UserId.Stream, context with { Actor = claim.UserId.ToString() }, user => Register(user, registered, proof), cancellation);
        return outcome.IsRefused(out var refusal, out _)
            ? refusal
            : new RegisteredUser(claim.UserId, command.Email.Value, command.FullName, context.Now);
    }

    /// <param name="proof">The request to verify the address, or its verification; null if neither is needed.</param>
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

    // Abandoning decides the race: either the earlier registration's first event is there already, or it can never be appended.
    private async Task<bool> TryTakeOverClaimAsync(
        AddressClaim held, AddressClaim claim, CommandContext context, CancellationToken cancellation)
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
        return await claims.TryTakeOverAsync(held, claim);
    }
}

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

    /// <summary>The language that the user reads; null if it is unknown.</summary>
    public string? Locale { get; init; }
}

public sealed record RegisteredUser(UserId Id, string Email, string FullName, Instant CreatedAt, string? Locale);

/// <summary>Registers an address once. First the claim makes the address unique, then the event creates the user. A crash between the two
/// leaves a claim without a user. The next registration of the address abandons that claim and takes it over.</summary>
public sealed class RegisterUserHandler(
    CommandExecutor executor, AddressReservation addresses, PersonalData personalData, PasswordHashes passwords, EmailVerification verification, IIds ids)
{
    public static readonly Refusal AlreadyRegistered =
        new(RefusalKind.BadRequest, "email_already_registered", "Email already registered");

    public async Task<Outcome<RegisteredUser>> HandleAsync(RegisterUser command, CommandContext context, CancellationToken cancellation)
    {
        var id = new UserId(ids.Next());
        if (!await addresses.TryClaimAsync(command.Email, id, context, cancellation))
        {
            return AlreadyRegistered;
        }

        var key = await personalData.NewKeyAsync(id.ToString());
        var hash = await passwords.HashAsync(command.Password, cancellation);
        var registered = new UserRegistered(
            id, key.Encrypt(command.Email.Value), key.Encrypt(command.FullName), key.Encrypt(hash), Role.Customer)
        {
            Locale = command.Locale is { } locale ? key.Encrypt(locale) : null,
        };
        IDomainEvent? proof = command.IsEmailVerified ? new EmailVerified(id) : verification.RequestAtRegistration(context);
        var outcome = await executor.ExecuteAsync<User>(
            id.Stream, context with { Actor = id.ToString() }, user => Register(user, registered, proof), cancellation);
        if (outcome.IsRefused(out var refusal, out _))
        {
            await personalData.EraseAsync(id.ToString()); // nobody else has this id
            return refusal;
        }

        return new RegisteredUser(id, command.Email.Value, command.FullName, context.Now, command.Locale);
    }

    /// <param name="proof">The request to verify the address, or its verification; null if neither is needed.</param>
    public static Decision Register(User user, UserRegistered registered, IDomainEvent? proof) => (user.Status, proof) switch
    {
        (not UserStatus.Unknown, _) => AlreadyRegistered,
        (_, null) => Decision.Of(registered),
        _ => Decision.Of(registered, proof),
    };
}

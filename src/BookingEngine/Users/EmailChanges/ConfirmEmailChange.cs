using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Roles;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Users.EmailChanges;

/// <summary>Completes a change with the token of the mail. First the new address is claimed, then the event in the user's stream changes it: before
/// it the old address works, after it the new one, never both or none. Following the link again changes nothing. The link needs the account's password:
/// otherwise somebody else could have the owner of the mailbox confirm it, and get what belongs to the address.</summary>
public sealed class ConfirmEmailChangeHandler(
    CommandExecutor executor, AggregateLoader loader, AddressLookup addresses, AddressReservation reservation, LinkTokens tokens, PasswordHashes passwords,
    ISessions sessions)
{
    public static readonly Refusal InvalidToken = new(RefusalKind.BadRequest, "invalid_email_change_token", "Invalid or expired token");

    public static readonly Refusal WrongPassword = new(
        RefusalKind.BadRequest, "password_incorrect", "This is not the password of the account. Enter it again.");

    /// <summary>The user that a token is for; null if it is none of ours.</summary>
    public UserId? UserOf(string token) => tokens.Read(LinkPurpose.ChangeEmail, token)?.User;

    public async Task<Outcome<User>> HandleAsync(string token, string password, CommandContext context, CancellationToken cancellation)
    {
        if (tokens.Read(LinkPurpose.ChangeEmail, token) is not var (id, request)
            || await addresses.FindAsync(id, cancellation) is not { Key: { } key, User: var user })
        {
            return InvalidToken;
        }

        if (user.LastEmailChange == request)
        {
            return user;
        }

        if (!IsValid(user, request, context.Now) || !(await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State.IsActive(id)
            || EmailAddress.TryParseKnown(key.Decrypt(user.EmailChange!.Email)) is not { } email)
        {
            return InvalidToken;
        }

        // A changed password ends the pending change, so the one that is checked here is still the account's at the event.
        if (await passwords.VerifyAsync(password, key.Decrypt(user.PasswordHash), cancellation) is PasswordCheck.Failed)
        {
            return WrongPassword;
        }

        if (!await reservation.TryClaimAsync(email, id, context, cancellation))
        {
            return InvalidToken;
        }

        var changed = new EmailChanged(request, user.EmailChange.Email, user.Email, user.EmailChange.KeptSession) { WasVerified = user.IsVerified };
        return await ChangeAsync(id, changed, context with { Actor = id.ToString() }, cancellation);
    }

    public static Decision Confirm(User user, Instant now, EmailChanged changed) => user switch
    {
        _ when user.LastEmailChange == changed.RequestId => Decision.Nothing,
        _ when IsValid(user, changed.RequestId, now) => Decision.Of(changed),
        _ => InvalidToken,
    };

    private async Task<Outcome<User>> ChangeAsync(UserId id, EmailChanged changed, CommandContext context, CancellationToken cancellation)
    {
        var outcome = await executor.ExecuteAsync<User>(id.Stream, context, user => Confirm(user, context.Now, changed), cancellation);
        if (outcome.Refusal is null)
        {
            await sessions.EndAllAsync(id, changed.KeptSession, startedBefore: Instant.MaxValue);
        }

        return outcome;
    }

    private static bool IsValid(User user, Guid request, Instant now) =>
        user.Status is UserStatus.Registered && user.EmailChange is { } pending && pending.RequestId == request && now < pending.ExpiresAt;
}

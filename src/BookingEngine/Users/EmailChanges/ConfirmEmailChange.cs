using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Roles;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Users.EmailChanges;

/// <summary>Completes a change with the token of the mail. First the new address is claimed, then the event in the user's stream changes it: before
/// it the old address works, after it the new one, never both or none. Following the link again changes nothing.</summary>
public sealed class ConfirmEmailChangeHandler(
    CommandExecutor executor, AggregateLoader loader, AddressLookup addresses, AddressReservation reservation, LinkTokens tokens, ISessions sessions)
{
    public static readonly Refusal InvalidToken = new(RefusalKind.BadRequest, "invalid_email_change_token", "Invalid or expired token");

    public async Task<Outcome<User>> HandleAsync(string token, CommandContext context, CancellationToken cancellation)
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
            || EmailAddress.TryParseKnown(key.Decrypt(user.EmailChange!.Email)) is not { } email
            || !await reservation.TryClaimAsync(email, id, context, cancellation))
        {
            return InvalidToken;
        }

        var changed = new EmailChanged(request, user.EmailChange.Email, user.Email, user.EmailChange.KeptSession);
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

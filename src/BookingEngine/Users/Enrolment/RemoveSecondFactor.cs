using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.SecondFactors;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Users.Enrolment;

public sealed record RemoveSecondFactor(UserId UserId, SessionId SessionId, string Password, string Otp);

/// <summary>Removes the caller's second factor, with the password and a code of it. Where the role needs one, the caller must set up another at once.</summary>
public sealed class RemoveSecondFactorHandler(
    CommandExecutor executor, AddressLookup addresses, PasswordHashes passwords, SecondFactorCheck factors, ISessions sessions)
{
    public static readonly Refusal NotEnrolled = new(RefusalKind.NotFound, "second_factor_not_enrolled", "You have no second factor.");

    public async Task<Outcome<UserId>> HandleAsync(RemoveSecondFactor command, CommandContext context, CancellationToken cancellation)
    {
        var id = command.UserId;
        if (await addresses.FindAsync(id, cancellation) is not { Key: { } key, User: var user } account || user.Factor is null)
        {
            return NotEnrolled;
        }

        if (await passwords.VerifyAsync(command.Password, key.Decrypt(user.PasswordHash), cancellation) is PasswordCheck.Failed)
        {
            return ChangePasswordHandler.OldPasswordIncorrect;
        }

        if ((await factors.UseAsync(account, command.Otp, context, cancellation)).Refusal is not null)
        {
            return EnrolSecondFactor.WrongCode;
        }

        var outcome = await executor.ExecuteAsync<User>(id.Stream, context, now => Remove(now, command.SessionId), cancellation);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return refusal;
        }

        await sessions.EndAllAsync(id, command.SessionId, startedBefore: Instant.MaxValue);
        return id;
    }

    public static Decision Remove(User user, SessionId? kept) =>
        user is { Factor: null, PendingFactor: null } ? Decision.Nothing : Decision.Of(new SecondFactorRemoved(kept));
}

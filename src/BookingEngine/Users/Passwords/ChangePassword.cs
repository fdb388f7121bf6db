using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Users.Passwords;

public sealed record ChangePassword(UserId UserId, SessionId SessionId, string OldPassword, string NewPassword);

/// <summary>Changes the caller's password. All sessions end except the caller's.</summary>
public sealed class ChangePasswordHandler(
    CommandExecutor executor, AggregateLoader loader, PersonalData personalData, PasswordHashes passwords, ISessions sessions)
{
    public static readonly Refusal OldPasswordIncorrect =
        new(RefusalKind.BadRequest, "old_password_incorrect", "Old password incorrect");

    public async Task<Outcome<UserId>> HandleAsync(ChangePassword command, CommandContext context, CancellationToken cancellation)
    {
        var user = (await loader.RefreshAsync<User>(command.UserId.Stream, cancellation)).State;
        var key = await personalData.FindKeyAsync(command.UserId.ToString(), cancellation);
        var check = await passwords.VerifyAsync(command.OldPassword, key?.Decrypt(user.PasswordHash), cancellation);
        if (check is PasswordCheck.Failed || key is null)
        {
            return OldPasswordIncorrect;
        }

        if (PasswordRules.IsAddressOf(command.NewPassword, key.Decrypt(user.Email)))
        {
            return PasswordRules.AddressRefused;
        }

        var changed = new PasswordChanged(key.Encrypt(await passwords.HashAsync(command.NewPassword, cancellation)), command.SessionId);
        var outcome = await executor.ExecuteAsync<User>(command.UserId.Stream, context, current => Change(current, user, changed), cancellation);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return refusal;
        }

        await sessions.EndAllAsync(command.UserId, command.SessionId, Instant.MaxValue);
        return command.UserId;
    }

    /// <summary>Refuses if the password has changed since the old one was checked.</summary>
    public static Decision Change(User current, User verified, PasswordChanged changed) =>
        current.PasswordGeneration == verified.PasswordGeneration ? Decision.Of(changed) : OldPasswordIncorrect;
}

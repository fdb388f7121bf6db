using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Users.Passwords;

public sealed record ChangePassword(UserId UserId, SessionId SessionId, string OldPassword, string NewPassword);

/// <summary>Changes one's own password. Every session but the caller's ends.</summary>
public sealed class ChangePasswordHandler(
    CommandExecutor executor, AggregateLoader loader, PersonalData personalData, IPasswordHasher hasher, ISessions sessions)
{
    public static readonly Refusal OldPasswordIncorrect =
        new(RefusalKind.BadRequest, "old_password_incorrect", "Old password incorrect");

    public async Task<Outcome<UserId>> HandleAsync(ChangePassword command, CommandContext context, CancellationToken cancellation)
    {
        var user = (await loader.RefreshAsync<User>(command.UserId.Stream, cancellation)).State;
        var key = await personalData.FindKeyAsync(command.UserId.ToString(), cancellation);
        var check = await hasher.VerifyAsync(command.OldPassword, key?.Decrypt(user.PasswordHash), cancellation);
        if (check is PasswordCheck.Failed || key is null)
        {
            return OldPasswordIncorrect;
        }

        var changed = new PasswordChanged(key.Encrypt(await hasher.HashAsync(command.NewPassword, cancellation)), command.SessionId);
        var outcome = await executor.ExecuteAsync<User>(command.UserId.Stream, context, now => Change(now, user, changed), cancellation);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return refusal;
        }

        await sessions.EndAllAsync(command.UserId, command.SessionId, Instant.MaxValue);
        return command.UserId;
    }

    /// <summary>Where the password was changed since the old one was checked, the old one no longer is.</summary>
    public static Decision Change(User now, User verified, PasswordChanged changed) =>
        now.PasswordGeneration == verified.PasswordGeneration ? Decision.Of(changed) : OldPasswordIncorrect;
}

using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users.Passwords;
using NodaTime;

namespace BookingEngine.Users.EmailChanges;

public sealed record RequestEmailChange(UserId UserId, SessionId SessionId, EmailAddress Email, string Password);

/// <summary>Records the request for another address. It does not look the address up, so neither the answer nor its time shows whether the address
/// is taken. The mail does that later.</summary>
public sealed class RequestEmailChangeHandler(
    CommandExecutor executor, AggregateLoader loader, PersonalData personalData, PasswordHashes passwords)
{
    public static readonly Duration LinkLifetime = Duration.FromHours(24);

    public async Task<Outcome<UserId>> HandleAsync(RequestEmailChange command, CommandContext context, CancellationToken cancellation)
    {
        var user = (await loader.RefreshAsync<User>(command.UserId.Stream, cancellation)).State;
        var key = await personalData.FindKeyAsync(command.UserId.ToString(), cancellation);
        var check = await passwords.VerifyAsync(command.Password, key?.Decrypt(user.PasswordHash), cancellation);
        if (check is PasswordCheck.Failed || key is null)
        {
            return ChangePasswordHandler.OldPasswordIncorrect;
        }

        var requested = new EmailChangeRequested(
            context.CommitId.Value, key.Encrypt(command.Email.Value), command.SessionId, context.Now + LinkLifetime);
        var outcome = await executor.ExecuteAsync<User>(command.UserId.Stream, context, now => Request(now, user, requested), cancellation);
        return outcome.IsRefused(out var refusal, out _) ? refusal : command.UserId;
    }

    /// <summary>A newer request replaces an older one. Refuses if the password has changed since it was checked.</summary>
    public static Decision Request(User current, User verified, EmailChangeRequested requested) =>
        current.PasswordGeneration == verified.PasswordGeneration
            ? Decision.Of(requested, new EmailChangeAnnounced(requested.RequestId))
            : ChangePasswordHandler.OldPasswordIncorrect;
}

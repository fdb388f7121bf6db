using System.Security.Cryptography;
using System.Text;
using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Users.Passwords;

public sealed record ResetPassword(string Token, string NewPassword);

/// <summary>Sets a new password with the token of a mail. A token works once, for an hour, and only if it is the newest. All sessions
/// end.</summary>
public sealed class ResetPasswordHandler(
    CommandExecutor executor, AggregateLoader loader, LinkTokens tokens, PersonalData personalData, PasswordHashes passwords, ISessions sessions)
{
    public static readonly Refusal InvalidToken = new(RefusalKind.BadRequest, "invalid_reset_token", "Invalid or expired token");

    public async Task<Outcome<UserId>> HandleAsync(ResetPassword command, CommandContext context, CancellationToken cancellation)
    {
        if (tokens.Read(LinkPurpose.ResetPassword, command.Token) is not var (id, _))
        {
            return InvalidToken;
        }

        // Hashing is slow, so an invalid token is refused before it.
        var tokenHash = LinkTokens.Hash(command.Token);
        var user = (await loader.RefreshAsync<User>(id.Stream, cancellation)).State;
        if (!IsValid(user, tokenHash, context.Now) || await personalData.FindKeyAsync(id.ToString(), cancellation) is not { } key)
        {
            return InvalidToken;
        }

        if (PasswordRules.IsAddressOf(command.NewPassword, key.Decrypt(user.Email)))
        {
            return PasswordRules.AddressRefused;
        }

        var reset = new PasswordReset(user.Reset!.RequestId, key.Encrypt(await passwords.HashAsync(command.NewPassword, cancellation)));
        var outcome = await executor.ExecuteAsync<User>(
            id.Stream, context with { Actor = id.ToString() }, now => Reset(now, tokenHash, context.Now, reset), cancellation);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return refusal;
        }

        await sessions.EndAllAsync(id, except: null, startedBefore: Instant.MaxValue);
        return id;
    }

    public static Decision Reset(User user, string tokenHash, Instant now, PasswordReset reset) =>
        IsValid(user, tokenHash, now) ? Decision.Of(reset) : InvalidToken;

    private static bool IsValid(User user, string tokenHash, Instant now) => user.Reset is { } request && now < request.ExpiresAt
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(request.TokenHash), Encoding.ASCII.GetBytes(tokenHash));
}

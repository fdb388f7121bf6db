using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Users.Passwords;

/// <param name="Password">The account's password.</param>
/// <param name="NewPassword">The password to set instead; null to keep the account's.</param>
public sealed record VerifyEmail(string Token, string Password, string? NewPassword);

/// <summary>Verifies an address with the newest mail's token, within a day, together with the account's password or a new one. The link alone verifies
/// nothing: somebody else may have registered the address, and would share the account with the owner of the mailbox.</summary>
public sealed class VerifyEmailHandler(
    CommandExecutor executor, AddressLookup addresses, LinkTokens tokens, PasswordHashes passwords, ISessions sessions)
{
    public static readonly Refusal InvalidToken = new(RefusalKind.BadRequest, "invalid_verification_token", "Invalid or expired token");

    public static readonly Refusal WrongPassword = new(
        RefusalKind.BadRequest, "password_incorrect", "This is not the password of the account. Enter it again, or choose a new one.");

    /// <summary>The user that a token is for; null if it is none of ours.</summary>
    public UserId? UserOf(string token) => tokens.Read(LinkPurpose.VerifyEmail, token)?.User;

    public async Task<Outcome<UserId>> HandleAsync(VerifyEmail command, CommandContext context, CancellationToken cancellation)
    {
        if (tokens.Read(LinkPurpose.VerifyEmail, command.Token) is not var (id, request)
            || await addresses.FindAsync(id, cancellation) is not { Key: not null } account
            || Verify(account.User, request, context.Now).Refusal is not null)
        {
            return InvalidToken;
        }

        var acting = context with { Actor = id.ToString() };
        return command.NewPassword is { } next && !account.User.IsVerified
            ? await SetAsync(account, request, next, acting, cancellation)
            : await CheckAsync(account, request, command, acting, cancellation);
    }

    /// <summary>Using the link again changes nothing.</summary>
    public static Decision Verify(User user, Guid request, Instant now) => user switch
    {
        { Status: not UserStatus.Registered } => InvalidToken,
        { IsVerified: true } => Decision.Nothing,
        { Verification: { } requested } when requested.RequestId == request && now < requested.ExpiresAt => Decision.Of(new EmailVerified(user.Id)),
        _ => InvalidToken,
    };

    /// <summary>The person who registered the address knew the password before, so all sessions end with it, and so does a second factor.</summary>
    public static Decision Verify(User user, Guid request, Instant now, PasswordReset reset) => Verify(user, request, now) switch
    {
        { Events: [var verified] } => Decision.Of(
            [reset, .. user is { Factor: null, PendingFactor: null } ? Array.Empty<IDomainEvent>() : [new SecondFactorRemoved(null)], verified]),
        _ => InvalidToken,
    };

    private async Task<Outcome<UserId>> CheckAsync(
        Account account, Guid request, VerifyEmail command, CommandContext context, CancellationToken cancellation)
    {
        var (user, hash) = (account.User, account.Key!.Decrypt(account.User.PasswordHash));
        if (await passwords.VerifyAsync(command.NewPassword ?? command.Password, hash, cancellation) is PasswordCheck.Failed)
        {
            return command.NewPassword is null ? WrongPassword : InvalidToken;
        }

        var outcome = await executor.ExecuteAsync<User>(
            user.Id.Stream, context,
            now => now.PasswordGeneration == user.PasswordGeneration ? Verify(now, request, context.Now) : WrongPassword, cancellation);
        return outcome.IsRefused(out var refusal, out _) ? refusal : user.Id;
    }

    private async Task<Outcome<UserId>> SetAsync(Account account, Guid request, string password, CommandContext context, CancellationToken cancellation)
    {
        var id = account.User.Id;
        if (PasswordRules.IsAddressOf(password, account.Key!.Decrypt(account.User.Email)))
        {
            return PasswordRules.AddressRefused;
        }

        var reset = new PasswordReset(request, account.Key.Encrypt(await passwords.HashAsync(password, cancellation)));
        var outcome = await executor.ExecuteAsync<User>(id.Stream, context, user => Verify(user, request, context.Now, reset), cancellation);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return refusal;
        }

        await sessions.EndAllAsync(id, except: null, startedBefore: Instant.MaxValue);
        return id;
    }
}

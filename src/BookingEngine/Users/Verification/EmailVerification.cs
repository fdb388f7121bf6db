using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Users.Verification;

/// <summary>Whether an address has to be shown to be one's own before its account can be used.</summary>
public sealed record VerificationPolicy(bool IsRequired);

/// <summary>Asks for proof of an address, where the deployment wants it: at the registration, and again at a sign-in whose link has
/// gone missing.</summary>
public sealed class EmailVerification(VerificationPolicy policy, CommandExecutor executor, IIds ids)
{
    public static readonly Duration LinkLifetime = Duration.FromHours(24);

    /// <summary>For so long after a mail no other is sent: it may still be on its way.</summary>
    private static readonly Duration Patience = Duration.FromMinutes(5);

    public static readonly Refusal NotVerified = new(
        RefusalKind.Forbidden, "email_not_verified", "Verify your mail address first: follow the link in the mail that we sent to it.");

    /// <summary>What goes with a registration; null where no proof is wanted.</summary>
    public EmailVerificationRequested? RequestAtRegistration(CommandContext context) =>
        policy.IsRequired ? new EmailVerificationRequested(context.CommitId.Value, context.Now + LinkLifetime) : null;

    /// <summary>The refusal of a sign-in with the right password to an account that wants proof; null where it may go on.</summary>
    public async Task<Refusal?> CheckAsync(User user, CommandContext context, CancellationToken cancellation)
    {
        if (!policy.IsRequired || user.IsVerified)
        {
            return null;
        }

        var again = new EmailVerificationRequested(ids.Next(), context.Now + LinkLifetime);
        await executor.ExecuteAsync<User>(user.Id.Stream, context, now => RequestAgain(now, again), cancellation);
        return NotVerified;
    }

    public static Decision RequestAgain(User user, EmailVerificationRequested again) =>
        user.IsVerified || user.Verification?.ExpiresAt > again.ExpiresAt - Patience ? Decision.Nothing : Decision.Of(again);
}

/// <summary>Takes the proof: the token of the newest mail, within its day.</summary>
public sealed class VerifyEmailHandler(CommandExecutor executor, LinkTokens tokens)
{
    public static readonly Refusal InvalidToken = new(RefusalKind.BadRequest, "invalid_verification_token", "Invalid or expired token");

    public async Task<Outcome<User>> HandleAsync(string token, CommandContext context, CancellationToken cancellation) =>
        tokens.Read(LinkPurpose.VerifyEmail, token) is var (id, request)
            ? await executor.ExecuteAsync<User>(
                id.Stream, context with { Actor = id.ToString() }, user => Verify(user, request, context.Now), cancellation)
            : InvalidToken;

    /// <summary>Following the link again once it has served changes nothing.</summary>
    public static Decision Verify(User user, Guid request, Instant now) => user switch
    {
        { Status: not UserStatus.Registered } => InvalidToken,
        { IsVerified: true } => Decision.Nothing,
        { Verification: { } asked } when asked.RequestId == request && now < asked.ExpiresAt => Decision.Of(new EmailVerified(user.Id)),
        _ => InvalidToken,
    };
}

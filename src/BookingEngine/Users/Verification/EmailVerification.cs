using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Users.Verification;

/// <summary>Whether a user must verify the mail address before the first sign-in.</summary>
public sealed record VerificationPolicy(bool IsRequired);

/// <summary>Requests the verification of addresses, if the deployment requires it: at registration, and request at a sign-in without
/// verification.</summary>
public sealed class EmailVerification(VerificationPolicy policy, CommandExecutor executor, IIds ids)
{
    public static readonly Duration LinkLifetime = Duration.FromHours(24);

    /// <summary>The minimum time between two mails. The first may still be on its way.</summary>
    private static readonly Duration MinimumInterval = Duration.FromMinutes(5);

    public static readonly Refusal NotVerified = new(
        RefusalKind.Forbidden, "email_not_verified", "Verify your mail address first. Follow the link in the mail that we sent.");

    /// <summary>The event to record with a registration; null if no verification is required.</summary>
    public EmailVerificationRequested? RequestAtRegistration(CommandContext context) =>
        policy.IsRequired ? new EmailVerificationRequested(context.CommitId.Value, context.Now + LinkLifetime) : null;

    /// <summary>The refusal of a sign-in without verification; null if it may continue. Call it only after the right password.</summary>
    public async Task<Refusal?> CheckAsync(User user, CommandContext context, CancellationToken cancellation)
    {
        if (!policy.IsRequired || user.IsVerified)
        {
            return null;
        }

        var request = new EmailVerificationRequested(ids.Next(), context.Now + LinkLifetime);
        await executor.ExecuteAsync<User>(user.Id.Stream, context, now => RequestAgain(now, request), cancellation);
        return NotVerified;
    }

    public static Decision RequestAgain(User user, EmailVerificationRequested request) =>
        user.IsVerified || user.Verification?.ExpiresAt > request.ExpiresAt - MinimumInterval ? Decision.Nothing : Decision.Of(request);
}

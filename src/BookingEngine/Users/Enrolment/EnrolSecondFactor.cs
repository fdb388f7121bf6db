using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.SecondFactors;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Users.Enrolment;

/// <param name="Secret">In Base32, shown once.</param>
/// <param name="Address">For a QR code.</param>
public sealed record OfferedSecondFactor(string Secret, string Address, Instant ExpiresAt);

/// <summary>Sets up a second factor: first a secret for the authenticator app, then a code that confirms that the app has it.</summary>
public sealed class EnrolSecondFactor(
    CommandExecutor executor, AddressLookup addresses, PasswordHashes passwords, ITimeCodes codes, ISessions sessions, IRandomBytes random)
{
    public static readonly Duration Lifetime = Duration.FromMinutes(30);

    public static readonly Refusal Enrolled = new(
        RefusalKind.Conflict, "second_factor_enrolled", "You have a second factor already. Remove it first, with DELETE /users/me/second-factor.");

    public static readonly Refusal NotRequested = new(
        RefusalKind.Conflict, "second_factor_not_requested", "There is nothing to confirm. Begin with POST /users/me/second-factor.");

    public static readonly Refusal WrongCode = new(
        RefusalKind.BadRequest, "second_factor_invalid", "The code is wrong or was used already. Send the next one that the app shows.");

    /// <summary>A newer request replaces an older one.</summary>
    public async Task<Outcome<OfferedSecondFactor>> RequestAsync(UserId id, string password, CommandContext context, CancellationToken cancellation)
    {
        if (await addresses.FindAsync(id, cancellation) is not { Key: { } key, User: var user }
            || await passwords.VerifyAsync(password, key.Decrypt(user.PasswordHash), cancellation) is PasswordCheck.Failed)
        {
            return ChangePasswordHandler.OldPasswordIncorrect;
        }

        var secret = codes.NewSecret();
        var requested = new SecondFactorRequested(context.CommitId.Value, key.Encrypt(secret), context.Now + Lifetime);
        var outcome = await executor.ExecuteAsync<User>(id.Stream, context, now => Request(now, user, requested), cancellation);
        return outcome.IsRefused(out var refusal, out _)
            ? refusal
            : new OfferedSecondFactor(secret, codes.AddressOf(secret, key.Decrypt(user.Email)), requested.ExpiresAt);
    }

    /// <summary>All sessions but the caller's end: they gave no code.</summary>
    /// <returns>The recovery codes. They are not stored.</returns>
    public async Task<Outcome<IReadOnlyList<string>>> ConfirmAsync(
        UserId id, SessionId session, string otp, CommandContext context, CancellationToken cancellation)
    {
        if (await addresses.FindAsync(id, cancellation) is not { Key: { } key, User.PendingFactor: { } pending })
        {
            return NotRequested;
        }

        if (codes.StepOf(key.Decrypt(pending.Secret), RecoveryCodes.Plain(otp), context.Now) is not { } step)
        {
            return WrongCode;
        }

        var recovery = RecoveryCodes.New(random);
        var confirmed = new SecondFactorConfirmed(pending.RequestId, step, [.. recovery.Select(RecoveryCodes.Hash)], session);
        var outcome = await executor.ExecuteAsync<User>(id.Stream, context, user => Confirm(user, confirmed, context.Now), cancellation);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return refusal;
        }

        await sessions.EndAllAsync(id, session, startedBefore: Instant.MaxValue);
        return Outcome<IReadOnlyList<string>>.Of(recovery);
    }

    public static Decision Request(User user, User read, SecondFactorRequested requested) => user switch
    {
        { Factor: not null } => Enrolled,
        _ when user.PasswordGeneration != read.PasswordGeneration => ChangePasswordHandler.OldPasswordIncorrect,
        _ => Decision.Of(requested),
    };

    public static Decision Confirm(User user, SecondFactorConfirmed confirmed, Instant now) => user switch
    {
        { Factor: not null } => Enrolled,
        { PendingFactor: { } pending } when pending.RequestId == confirmed.RequestId && now < pending.ExpiresAt => Decision.Of(confirmed),
        _ => NotRequested,
    };
}

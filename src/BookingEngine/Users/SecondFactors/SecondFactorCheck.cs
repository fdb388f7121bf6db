using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users.Roles;
using NodaTime;

namespace BookingEngine.Users.SecondFactors;

/// <summary>Checks second factors. Call it only after the right password.</summary>
public sealed class SecondFactorCheck(SecondFactorPolicy policy, ITimeCodes codes, CommandExecutor executor, AggregateLoader loader, IIds ids)
{
    private const int CodeLength = 6;

    public static readonly Refusal Required = new(
        RefusalKind.Unauthorized, "second_factor_required", "This account has a second factor. Send the code of the authenticator app as otp.");

    public static readonly Refusal Invalid = new(
        RefusalKind.Unauthorized, "second_factor_invalid", "The code is wrong or was used already. Send the next one, or a recovery code.");

    /// <summary>The same answer, for a code that was used before.</summary>
    public static readonly Refusal Replayed = Invalid with { };

    /// <summary>Checks the code of a sign-in, and uses it up. True if it was right, or if the account is exempt; false if there is no second factor.</summary>
    public async Task<Outcome<bool>> ProveAsync(Account account, string? otp, CommandContext context, CancellationToken cancellation)
    {
        if (account.User.Factor is null && policy.Scope is SecondFactorScope.Off)
        {
            return false;
        }

        if (await IsExemptAsync(account.User.Id, cancellation))
        {
            return true;
        }

        return account.User.Factor is null ? false
            : string.IsNullOrWhiteSpace(otp) ? Required
            : await UseAsync(account, otp, context, cancellation);
    }

    /// <summary>Checks a code, and uses it up.</summary>
    public async Task<Outcome<bool>> UseAsync(Account account, string otp, CommandContext context, CancellationToken cancellation)
    {
        if (account is not { User: { Factor: { } factor, Id: var id }, Key: { } key })
        {
            return Invalid;
        }

        if (UseOf(factor, key.Decrypt(factor.Secret), otp, context.Now) is not { } use)
        {
            return codes.StepOf(key.Decrypt(factor.Secret), RecoveryCodes.Plain(otp), context.Now) is null ? Invalid : Replayed;
        }

        var acting = context with { CommitId = new CommitId(ids.Next()), Actor = id.ToString() };
        var outcome = await executor.ExecuteAsync<User>(id.Stream, acting, user => Use(user, factor, use), cancellation);
        return outcome.IsRefused(out var refusal, out _) ? refusal : true;
    }

    /// <summary>Of several sign-ins with one code, one succeeds.</summary>
    public static Decision Use(User user, SecondFactor read, IDomainEvent use) => (user.Factor, use) switch
    {
        ({ } factor, SecondFactorUsed used) when factor.Secret == read.Secret && used.Step > factor.LastStep => Decision.Of(use),
        ({ } factor, RecoveryCodeUsed used) when factor.RecoveryHashes.Contains(used.Hash) => Decision.Of(use),
        _ => Invalid,
    };

    /// <summary>Whether a session may do nothing but set up the second factor.</summary>
    /// <param name="hasPassed">Whether its sign-in gave a code, or was exempt.</param>
    public async Task<bool> IsMissingAsync(UserId user, Role role, bool hasPassed, CancellationToken cancellation) =>
        !hasPassed && policy.IsRequiredOf(role) && (await loader.RefreshAsync<User>(user.Stream, cancellation)).State.Factor is null;

    public async Task<bool> IsExemptAsync(UserId user, CancellationToken cancellation) =>
        (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State.IsExempt(user);

    private IDomainEvent? UseOf(SecondFactor factor, string secret, string otp, Instant now)
    {
        var code = RecoveryCodes.Plain(otp);
        if (code.Length == CodeLength)
        {
            return codes.StepOf(secret, code, now) is { } step && step > factor.LastStep ? new SecondFactorUsed(step) : null;
        }

        var hash = RecoveryCodes.Hash(code);
        return factor.RecoveryHashes.Contains(hash) ? new RecoveryCodeUsed(hash) : null;
    }
}

using BookingEngine.Users.Administration;
using BookingEngine.Users.SecondFactors;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Users.Sessions;

/// <summary>Signs in, on the route and on the page: counts the attempt, and logs what failed.</summary>
public sealed class CountedSignIns(SignInHandler handler, FirstAdminHandler firstAdmin, SignInAttempts attempts, SecurityEvents events)
{
    /// <param name="function">The name of the function in the log.</param>
    /// <returns>The outcome, and the limit if it is exceeded. Then nothing was checked.</returns>
    public async Task<(Outcome<SignedIn> Outcome, LimitState? Exceeded)> HandleAsync(ApiCall call, string function, SignIn command)
    {
        if (await attempts.CountAsync(command.Username, call.Now, call.Cancellation) is { IsExceeded: true } exceeded)
        {
            await events.SignInThrottledAsync(call, command.Username);
            return (SignInHandler.InvalidCredentials, exceeded);
        }

        await firstAdmin.EnsureForAsync(command.Username, call.Command, call.Cancellation);
        var outcome = await handler.HandleAsync(command, call.Command, call.Cancellation);
        await (outcome.Refusal is { } refusal ? LogAsync(call, function, command, refusal) : attempts.ClearAsync(command.Username, call.Cancellation));
        return (outcome, null);
    }

    private Task LogAsync(ApiCall call, string function, SignIn command, Refusal refusal) => ReferenceEquals(refusal, SecondFactorCheck.Replayed)
        ? events.ReplayedAsync(call, function, "code")
        : events.SignInFailedAsync(call, command.Username, refusal.Code);
}

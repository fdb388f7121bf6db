using BookingEngine.Users;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Http.Admission;

/// <summary>Answers requests that prove an account to be one's own, by a password or a code.</summary>
public static class CountedAttempts
{
    /// <summary>Counts the attempt before it is checked. A success clears the count. Over the limit nothing is checked.</summary>
    /// <param name="show">The answer to a success.</param>
    /// <param name="refuse">The answer to a refusal; null for its problem.</param>
    public static async Task<IResult> AnswerAsync<T>(
        this SignInAttempts attempts, ApiCall call, UserId user, Func<Task<Outcome<T>>> prove, Func<T, IResult> show, Func<Refusal, IResult>? refuse = null)
    {
        if (await attempts.CountAsync(user, call.Now, call.Cancellation) is { IsExceeded: true } exceeded)
        {
            return LimitGate.Refusal(exceeded);
        }

        if ((await prove()).IsRefused(out var refusal, out var proven))
        {
            return refuse is null ? Problem.Of(refusal) : refuse(refusal);
        }

        await attempts.ClearAsync(user, call.Cancellation);
        return show(proven);
    }
}

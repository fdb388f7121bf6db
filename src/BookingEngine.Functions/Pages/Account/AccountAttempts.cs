using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Pages.Account;

/// <summary>Counts forms with the account's password as sign-ins, like the routes.</summary>
public sealed class AccountAttempts(SignInAttempts attempts)
{
    /// <param name="done">The name of what was done, for the profile's page.</param>
    /// <param name="refused">The page that says why not.</param>
    internal Task<IResult> AnswerAsync<T>(PageVisit visit, Func<Task<Outcome<T>>> prove, Func<T, string> done, Func<Refusal, Task<HtmlPage>> refused) =>
        ShowAsync(visit, prove, proved => Task.FromResult<IResult>(new SeeOther($"{AccountLayout.Profile}?done={done(proved)}")), async refusal => await refused(refusal));

    internal async Task<IResult> ShowAsync<T>(PageVisit visit, Func<Task<Outcome<T>>> prove, Func<T, Task<IResult>> show, Func<Refusal, Task<IResult>> refused)
    {
        var (call, user) = (visit.Call, visit.Call.Caller.UserId);
        if (await attempts.CountAsync(user, call.Now, call.Cancellation) is { IsExceeded: true } exceeded)
        {
            return SessionPages.TooMany(visit, LimitGate.Refusal(exceeded));
        }

        if ((await prove()).IsRefused(out var refusal, out var proved))
        {
            return await refused(refusal);
        }

        await attempts.ClearAsync(user, call.Cancellation);
        return await show(proved);
    }
}

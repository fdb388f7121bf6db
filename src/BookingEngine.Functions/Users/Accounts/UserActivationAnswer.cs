using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Users;

namespace BookingEngine.Functions.Users.Accounts;

internal static class UserActivationAnswer
{
    /// <summary>The user as the act has left them.</summary>
    public static async Task<IResult> OfAsync(
        ApiCall call, string id, UserDirectory users, ClientAddress address, Func<UserId, Administrator, Task<Outcome<UserId>>> act)
    {
        if (!Guid.TryParseExact(id, "D", out var user))
        {
            return Problem.Of(ChangeRoleHandler.UnknownUser);
        }

        var outcome = await act(new UserId(user), call.AdministratorAt(address));
        return outcome.IsRefused(out var refusal, out _) ? Problem.Of(refusal) : await GetUserFunction.AnswerAsync(call, id, users);
    }
}

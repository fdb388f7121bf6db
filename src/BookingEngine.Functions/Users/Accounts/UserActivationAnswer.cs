using BookingEngine.Users;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.Accounts;

internal static class UserActivationAnswer
{
    /// <summary>The answer is the user after the change.</summary>
    public static async Task<IResult> OfAsync(
        ApiCall call, string id, UserDirectory users, ClientAddress address, Func<UserId, Administrator, Task<Outcome<UserId>>> act) =>
        !Guid.TryParseExact(id, "D", out var user) ? Problem.Of(ChangeRoleHandler.UnknownUser)
        : (await act(new UserId(user), call.AdministratorAt(address))).Refusal is { } refusal ? Problem.Of(refusal)
        : await GetUserFunction.AnswerAsync(call, id, users);

    public static Success Shown(string description, string status) => new(
        StatusCodes.Status200OK, description, AccountsJson.Default.UserDetailsView, ("user", UserDetailsView.Example with { Status = status }));
}

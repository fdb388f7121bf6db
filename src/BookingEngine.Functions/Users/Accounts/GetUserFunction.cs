using BookingEngine.Users;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.Accounts;

public sealed class GetUserFunction(HttpEdge edge, UserDirectory users) : IHttpFunction
{
    public static string Name => "GetUser";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Administration, "Get a user", "Returns a user as administrators see one.", UserActivationAnswer.Shown("The user.", "active"))
    {
        IdOf = "user",
        Problems = [Problem.Of(ChangeRoleHandler.UnknownUser)],
    };

    // The name sorts after those of users/me, which this route would match too.
    [Function("UsersOneGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetUserFunction>(request, context, call => AnswerAsync(call, id, users));

    internal static async Task<IResult> AnswerAsync(ApiCall call, string id, UserDirectory users) =>
        Guid.TryParseExact(id, "D", out var user) && await users.FindAsync(new UserId(user), call.Cancellation) is { } found
            ? Results.Json(UserDetailsView.Of(found), AccountsJson.Default.UserDetailsView)
            : Problem.Of(ChangeRoleHandler.UnknownUser);
}

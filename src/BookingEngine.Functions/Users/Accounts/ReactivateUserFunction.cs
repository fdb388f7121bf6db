using BookingEngine.Users;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.Accounts;

public sealed class ReactivateUserFunction(HttpEdge edge, UserActivation activation, UserDirectory users, ClientAddress address) : IHttpFunction
{
    public static string Name => "ReactivateUser";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Administration, "Reactivate a user", "The user can sign in again, with the same role and resources.",
        UserActivationAnswer.Shown("The user is active.", "active"))
    {
        IdOf = "user",
        Problems = [Problem.Of(ChangeRoleHandler.UnknownUser)],
    };

    [Function("UsersOneReactivate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/{id}/reactivate")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<ReactivateUserFunction>(request, context, call => UserActivationAnswer.OfAsync(
            call, id, users, address, (user, by) => activation.ReactivateAsync(user, by, call.Command, call.Cancellation)));
}

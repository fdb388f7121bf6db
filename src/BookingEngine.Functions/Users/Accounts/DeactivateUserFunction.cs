using BookingEngine.Users;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.Accounts;

public sealed class DeactivateUserFunction(HttpEdge edge, UserActivation activation, UserDirectory users, ClientAddress address) : IHttpFunction
{
    public static string Name => "DeactivateUser";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Administration, "Deactivate a user",
        "The user can no longer sign in, and all sessions of the user end at once. The role, the resources and the bookings stay. If the user is "
        + "deactivated already, nothing changes. The last administrator who can sign in cannot be deactivated.",
        UserActivationAnswer.Shown("The user is deactivated.", "deactivated"))
    {
        IdOf = "user",
        Problems = [Problem.Of(ChangeRoleHandler.UnknownUser), Problem.Of(ChangeRoleHandler.LastAdmin)],
    };

    [Function("UsersOneDeactivate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/{id}/deactivate")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<DeactivateUserFunction>(request, context, call => UserActivationAnswer.OfAsync(
            call, id, users, address, (user, by) => activation.DeactivateAsync(user, by, call.Command, call.Cancellation)));
}

using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using BookingEngine.Users.Administration;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Accounts;

public sealed class DeactivateUserFunction(HttpEdge edge, UserActivation activation, UserDirectory users, ClientAddress address) : IHttpFunction
{
    public static string Name => "DeactivateUser";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    [Function("UsersOneDeactivate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/{id}/deactivate")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<DeactivateUserFunction>(request, context, call => UserActivationAnswer.OfAsync(
            call, id, users, address, (user, by) => activation.DeactivateAsync(user, by, call.Command, call.Cancellation)));
}

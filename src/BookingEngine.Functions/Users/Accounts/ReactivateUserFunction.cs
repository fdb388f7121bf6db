using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using BookingEngine.Users.Administration;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Accounts;

public sealed class ReactivateUserFunction(HttpEdge edge, UserActivation activation, UserDirectory users, ClientAddress address) : IHttpFunction
{
    public static string Name => "ReactivateUser";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    [Function("UsersOneReactivate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/{id}/reactivate")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<ReactivateUserFunction>(request, context, call => UserActivationAnswer.OfAsync(
            call, id, users, address, (user, by) => activation.ReactivateAsync(user, by, call.Command, call.Cancellation)));
}

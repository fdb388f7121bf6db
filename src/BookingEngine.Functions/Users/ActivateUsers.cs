using BookingEngine.Functions.Http;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using BookingEngine.Users.Administration;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users;

public sealed class DeactivateUser(HttpEdge edge, UserActivation activation, UserDirectory users, ClientAddress address) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    [Function("UsersOneDeactivate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/{id}/deactivate")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<DeactivateUser>(request, context, call => UserActivationAnswer.OfAsync(
            call, id, users, address, (user, by) => activation.DeactivateAsync(user, by, call.Command, call.Cancellation)));
}

public sealed class ReactivateUser(HttpEdge edge, UserActivation activation, UserDirectory users, ClientAddress address) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    [Function("UsersOneReactivate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/{id}/reactivate")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<ReactivateUser>(request, context, call => UserActivationAnswer.OfAsync(
            call, id, users, address, (user, by) => activation.ReactivateAsync(user, by, call.Command, call.Cancellation)));
}

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
        return outcome.IsRefused(out var refusal, out _) ? Problem.Of(refusal) : await GetUser.AnswerAsync(call, id, users);
    }

    /// <summary>The caller, as what administrators do is recorded.</summary>
    public static Administrator AdministratorAt(this ApiCall call, ClientAddress address) =>
        new(call.Caller.UserId, address.Of(call.Request).ToString());
}

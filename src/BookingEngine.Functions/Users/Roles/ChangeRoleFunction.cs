using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using BookingEngine.Users.Administration;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Roles;

public sealed class ChangeRoleFunction(HttpEdge edge, ChangeRoleHandler handler, ClientAddress address) : IHttpFunction
{
    public static string Name => "PutUserRole";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    [Function("UsersRoleChange")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "users/{id}/role")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<ChangeRoleFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        if (!Guid.TryParseExact(id, "D", out var user))
        {
            return Problem.Of(ChangeRoleHandler.UnknownUser);
        }

        var (request, problem) = await call.ReadBodyAsync<ChangeRoleRequest>();
        if (request is null)
        {
            return problem!;
        }

        var command = new ChangeRole(new UserId(user), request.Role, request.ResourceIds, call.AdministratorAt(address));
        return await handler.HandleAsync(command, call.Command, call.Cancellation).AnswerAsync(
            member => new UserRoleView(user, RoleNames.Of(member.Role), [.. member.ResourceIds.Select(r => r.Value)]), RolesJson.Default.UserRoleView);
    }
}

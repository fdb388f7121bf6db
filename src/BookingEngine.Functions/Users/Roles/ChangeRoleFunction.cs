using BookingEngine.Functions.Catalogue.Services;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
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

        var (fields, problem) = await JsonBody.ReadAsync(call.Request, call.Cancellation);
        if (fields is null)
        {
            return problem!;
        }

        var (role, resources) = (fields["role"].Choice(RoleNames.All), ServiceFields.ReadResourceIds(fields["resource_ids"]));
        return fields.Errors.Problem ?? await ChangeAsync(new ChangeRole(new UserId(user), role, resources, call.AdministratorAt(address)), call);
    }

    private async Task<IResult> ChangeAsync(ChangeRole command, ApiCall call)
    {
        var outcome = await handler.HandleAsync(command, call.Command, call.Cancellation);
        return outcome.IsRefused(out var refusal, out var member)
            ? Problem.Of(refusal)
            : Results.Json(
                new UserRoleView(command.UserId.Value, RoleNames.Of(member.Role), [.. member.ResourceIds.Select(r => r.Value)]),
                RolesJson.Default.UserRoleView);
    }
}

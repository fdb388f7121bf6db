using System.Text.Json.Nodes;
using BookingEngine.Catalogue;
using BookingEngine.Users;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.Roles;

public sealed class ChangeRoleFunction(HttpEdge edge, ChangeRoleHandler handler, ClientAddress address) : IHttpFunction
{
    public static string Name => "PutUserRole";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Administration, "Change a user's role",
        "Only administrators. Sets the role of a user, and the resources of a staff member. If the role changes, all sessions of the user end. "
        + "The new role applies from the next sign-in. Where the deployment requires verified mail addresses, only a verified user becomes staff or "
        + "administrator.",
        new(
            StatusCodes.Status200OK, "The role and the resources as they are now.", RolesJson.Default.UserRoleView,
            ("staff", new UserRoleView(Samples.User, "staff", ["chair-1"]))))
    {
        IdOf = "user",
        Body = RequestBody.Json<ChangeRoleRequest>(new() { ["role"] = "staff", ["resource_ids"] = new JsonArray("chair-1") }),
        Problems =
        [
            Problem.Of(ChangeRoleHandler.UnknownUser), Problem.Of(ChangeRoleHandler.LastAdmin), Problem.Of(ChangeRoleHandler.NotVerified),
            Problem.Of(ChangeRoleHandler.OnlyStaffIsLinked),
            Problem.Of(CatalogueRefusals.UnknownResource("chair-9")), RequestProblems.InvalidField("role", "must be customer or staff or admin"),
        ],
    };

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

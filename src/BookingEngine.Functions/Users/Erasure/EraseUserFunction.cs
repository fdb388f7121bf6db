using BookingEngine.Erasure;
using BookingEngine.Users;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.Erasure;

public sealed class EraseUserFunction(HttpEdge edge, EraseUserHandler handler, ClientAddress address) : IHttpFunction
{
    public static string Name => "EraseUser";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Administration, "Erase a user",
        "Erases a user as `DELETE /users/me` does, or a guest by the `user_id` of a booking. This cannot be undone. The audit log shows that a person was "
        + "erased, and not who. If the user is erased already, nothing changes. The last administrator cannot be erased.",
        Success.Empty("The user is erased."))
    {
        IdOf = "user",
        Problems = [Problem.Of(ChangeRoleHandler.UnknownUser), Problem.Of(ChangeRoleHandler.LastAdmin)],
    };

    [Function("UsersOneErase")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<EraseUserFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id) => Guid.TryParseExact(id, "D", out var user)
        ? await handler.HandleAsync(new EraseUser(new UserId(user), call.AdministratorAt(address)), call.Command, call.Cancellation)
            .AnswerAsync(_ => Results.NoContent())
        : Problem.Of(ChangeRoleHandler.UnknownUser);
}

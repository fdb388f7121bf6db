using BookingEngine.Users;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.SecondFactors;

public sealed class RemoveSecondFactorFunction(HttpEdge edge, SecondFactorAdministration factors, ClientAddress address) : IHttpFunction
{
    public static string Name => "RemoveSecondFactor";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Administration, "Remove a user's second factor",
        "For somebody who has lost the device and the recovery codes. Make sure who asks. All sessions of the user end. The audit log shows it.",
        Success.Empty("The user has no second factor."))
    {
        IdOf = "user",
        Problems = [Problem.Of(ChangeRoleHandler.UnknownUser)],
    };

    [Function("UsersOneSecondFactorRemove")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/{id}/second-factor")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<RemoveSecondFactorFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id) => Guid.TryParseExact(id, "D", out var user)
        ? await factors.RemoveAsync(new UserId(user), call.AdministratorAt(address), call.Command, call.Cancellation).AnswerAsync(_ => Results.NoContent())
        : Problem.Of(ChangeRoleHandler.UnknownUser);
}

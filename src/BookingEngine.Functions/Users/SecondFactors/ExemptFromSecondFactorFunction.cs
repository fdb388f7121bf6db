using BookingEngine.Users;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.SecondFactors;

public sealed class ExemptFromSecondFactorFunction(HttpEdge edge, SecondFactorAdministration factors, ClientAddress address) : IHttpFunction
{
    public static string Name => "ExemptFromSecondFactor";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Administration, "Exempt a user from the second factor",
        "For a service account, such as that of your own backend, which has no authenticator app. The end of an exemption ends all sessions of the user. The audit "
        + "log shows both.",
        new(StatusCodes.Status200OK, "Whether the user is exempt now.", SecondFactorsJson.Default.SecondFactorExemptionView,
            ("exempt", new SecondFactorExemptionView(Samples.User, true))))
    {
        IdOf = "user",
        Body = RequestBody.Json<ExemptionRequest>(new() { ["exempt"] = true }),
        Problems = [Problem.Of(ChangeRoleHandler.UnknownUser), RequestProblems.InvalidField("exempt", "is required")],
    };

    [Function("UsersOneSecondFactorExempt")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "users/{id}/second-factor")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<ExemptFromSecondFactorFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        if (!Guid.TryParseExact(id, "D", out var user))
        {
            return Problem.Of(ChangeRoleHandler.UnknownUser);
        }

        var (request, problem) = await call.ReadBodyAsync<ExemptionRequest>();
        return request is null ? problem! : await factors
            .ExemptAsync(new UserId(user), request.Exempt, call.AdministratorAt(address), call.Command, call.Cancellation)
            .AnswerAsync(isExempt => new SecondFactorExemptionView(user, isExempt), SecondFactorsJson.Default.SecondFactorExemptionView);
    }
}

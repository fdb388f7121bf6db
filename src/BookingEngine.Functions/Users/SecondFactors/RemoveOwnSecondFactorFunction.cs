using BookingEngine.Users.Enrolment;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Users.SecondFactors;

public sealed class RemoveOwnSecondFactorFunction(HttpEdge edge, RemoveSecondFactorHandler handler, SignInAttempts attempts) : IHttpFunction
{
    public static string Name => "RemoveOwnSecondFactor";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write);

    public static Operation Operation => new(
        OperationGroup.Users, "Remove own second factor",
        "Removes it, with the password and a code. All other sessions of the caller end. Where the caller's role needs a second factor, the next thing to do is "
        + "to set up another one.",
        Success.Empty("The second factor is removed."))
    {
        Body = RequestBody.Json<RemoveSecondFactorRequest>(new() { ["password"] = Samples.Password, ["otp"] = "287082" }),
        Problems =
        [
            Problem.Of(ChangePasswordHandler.OldPasswordIncorrect), Problem.Of(EnrolSecondFactor.WrongCode), Problem.Of(RemoveSecondFactorHandler.NotEnrolled),
            RequestProblems.InvalidField("otp", "is required"),
        ],
    };

    [Function("UsersMeSecondFactorRemove")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/me/second-factor")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RemoveOwnSecondFactorFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<RemoveSecondFactorRequest>();
        if (request is null)
        {
            return problem!;
        }

        var caller = call.Caller;
        var command = new RemoveSecondFactor(caller.UserId, caller.SessionId, request.Password, request.Otp);
        return await attempts.AnswerAsync(
            call, caller.UserId, () => handler.HandleAsync(command, call.Command, call.Cancellation), _ => Results.NoContent());
    }
}

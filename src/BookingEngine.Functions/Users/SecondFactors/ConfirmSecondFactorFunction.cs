using BookingEngine.Users.Enrolment;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Users.SecondFactors;

/// <summary>Completes the second factor.</summary>
public sealed class ConfirmSecondFactorFunction(HttpEdge edge, EnrolSecondFactor enrolment, SignInAttempts attempts) : IHttpFunction
{
    public static string Name => "ConfirmSecondFactor";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write) with { IsForEnrolment = true };

    public static Operation Operation => new(
        OperationGroup.Users, "Confirm a second factor",
        "Confirms with a code that the authenticator app has the secret. From then on each sign-in needs a code. All other sessions of the caller end. Returns "
        + "recovery codes, once.",
        new(StatusCodes.Status200OK, "The second factor is set up.", SecondFactorsJson.Default.RecoveryCodesView,
            ("codes", new RecoveryCodesView(["1f0c3-99a7e-02b44-d1c5e", "77d02-4be91-c6a0f-35e88"]))))
    {
        Body = RequestBody.Json<ConfirmSecondFactorRequest>(new() { ["otp"] = "287082" }),
        Problems =
        [
            Problem.Of(EnrolSecondFactor.WrongCode), Problem.Of(EnrolSecondFactor.NotRequested), Problem.Of(EnrolSecondFactor.Enrolled),
            RequestProblems.InvalidField("otp", "is required"),
        ],
    };

    [Function("UsersMeSecondFactorConfirm")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/me/second-factor/confirm")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ConfirmSecondFactorFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<ConfirmSecondFactorRequest>();
        if (request is null)
        {
            return problem!;
        }

        var caller = call.Caller;
        return await attempts.AnswerAsync(
            call, caller.UserId, () => enrolment.ConfirmAsync(caller.UserId, caller.SessionId, request.Otp, call.Command, call.Cancellation),
            codes => Results.Json(new RecoveryCodesView(codes), SecondFactorsJson.Default.RecoveryCodesView));
    }
}

using BookingEngine.Times;
using BookingEngine.Users.Enrolment;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Users.SecondFactors;

/// <summary>Begins to set up a second factor.</summary>
public sealed class RequestSecondFactorFunction(HttpEdge edge, EnrolSecondFactor enrolment, SignInAttempts attempts) : IHttpFunction
{
    public static string Name => "RequestSecondFactor";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write) with { IsForEnrolment = true };

    public static Operation Operation => new(
        OperationGroup.Users, "Begin to set up a second factor",
        "Returns a secret for an authenticator app (TOTP, RFC 6238). It counts once `POST /users/me/second-factor/confirm` gets a code of it, within half an "
        + "hour. A newer request replaces an older one.",
        new(StatusCodes.Status200OK, "The secret.", SecondFactorsJson.Default.SecondFactorView, ("secret", new SecondFactorView(
            "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
            "otpauth://totp/booking.example.com:ada%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=booking.example.com",
            "2030-05-01T09:42:44.5318Z"))))
    {
        Body = RequestBody.Json<RequestSecondFactorRequest>(new() { ["password"] = Samples.Password }),
        Problems = [Problem.Of(ChangePasswordHandler.OldPasswordIncorrect), Problem.Of(EnrolSecondFactor.Enrolled), RequestProblems.InvalidField("password", "is required")],
    };

    [Function("UsersMeSecondFactorRequest")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/me/second-factor")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RequestSecondFactorFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<RequestSecondFactorRequest>();
        if (request is null)
        {
            return problem!;
        }

        var user = call.Caller.UserId;
        return await attempts.AnswerAsync(
            call, user, () => enrolment.RequestAsync(user, request.Password, call.Command, call.Cancellation),
            offered => Results.Json(
                new SecondFactorView(offered.Secret, offered.Address, Rfc3339.Format(offered.ExpiresAt)), SecondFactorsJson.Default.SecondFactorView));
    }
}

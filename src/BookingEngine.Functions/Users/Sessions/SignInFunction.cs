using BookingEngine.Users.SecondFactors;
using BookingEngine.Users.Sessions;
using BookingEngine.Users.Verification;

namespace BookingEngine.Functions.Users.Sessions;

public sealed class SignInFunction(HttpEdge edge, CountedSignIns signIns) : IHttpFunction
{
    public static string Name => "Token";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Login);

    public static Operation Operation => new(
        OperationGroup.Authentication, "Sign in",
        "Begins a session for a mail address and its password, as the password grant of OAuth 2 does. Returns an access token, and a refresh token "
        + "that gets the next two from `POST /auth/refresh`. An unknown address and a wrong password get the same answer. "
        + "After 30 failures within an hour, the account accepts no more attempts until the hour is over. An account with a second factor needs `otp`, a code "
        + "that works once. Where the caller's role needs a second factor and the account has none, the tokens allow nothing but to set one up.",
        new(StatusCodes.Status200OK, "The credentials are valid.", SessionsJson.Default.TokenView, ("signed_in", TokenView.Example)))
    {
        Body = RequestBody.TokenForm<SignInRequest>(
            new() { ["grant_type"] = "password", ["username"] = Samples.Email, ["password"] = Samples.Password }),
        Problems =
        [
            .. new[] { SignInHandler.InvalidCredentials, SignInHandler.Deactivated, EmailVerification.NotVerified, SecondFactorCheck.Required, SecondFactorCheck.Invalid }.Select(TokenView.InvalidGrant),
            RequestProblems.InvalidField("username", "is required") with { Error = "invalid_request" }, SignInRequest.UnsupportedGrant,
        ],
    };

    [Function("AuthToken")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "auth/token")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<SignInFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, errors, unread) = await call.ReadFormAsync<SignInRequest>();
        if (request is null || (errors.Problem is not null && !request.IsUnsupported))
        {
            return (unread ?? errors.Problem!) with { Error = "invalid_request" };
        }

        if (request.IsUnsupported)
        {
            return SignInRequest.UnsupportedGrant;
        }

        var command = new SignIn(request.Username, request.Password, ClientName.Of(call.Request)) { Otp = request.Otp };
        var (outcome, exceeded) = await signIns.HandleAsync(call, Name, command);
        return exceeded is { } state ? LimitGate.Refusal(state)
            : outcome.IsRefused(out var refusal, out var signedIn) ? TokenView.InvalidGrant(refusal)
            : Results.Json(TokenView.Of(signedIn, call.Now), SessionsJson.Default.TokenView);
    }
}

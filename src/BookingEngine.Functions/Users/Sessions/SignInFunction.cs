using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using BookingEngine.Users.Administration;
using BookingEngine.Users.Sessions;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Sessions;

public sealed class SignInFunction(HttpEdge edge, SignInHandler handler, FirstAdminHandler firstAdmin, RateLimits limits) : IHttpFunction
{
    public static string Name => "Token";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Login);

    [Function("AuthToken")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "auth/token")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<SignInFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadFormAsync<SignInRequest>();
        if (request is null)
        {
            return problem! with { Error = "invalid_request" };
        }

        var signIn = new SignIn(request.Username, request.Password, ClientName.Of(call.Request));

        // Counted before the password is tried, so that guesses at once count as those one by one; a success clears the count.
        var account = EmailAddress.TryParse(signIn.Username)?.Canonical ?? signIn.Username;
        if (await limits.CountAsync(RateLimitName.Account, account, call.Now, call.Cancellation) is { IsExceeded: true } exceeded)
        {
            return LimitGate.Refusal(exceeded);
        }

        return await SignInAsync(signIn, account, call);
    }

    private async Task<IResult> SignInAsync(SignIn signIn, string account, ApiCall call)
    {
        await firstAdmin.EnsureForAsync(signIn.Username, call.Command, call.Cancellation);
        var outcome = await handler.HandleAsync(signIn, call.Command, call.Cancellation);
        if (outcome.IsRefused(out var refusal, out var signedIn))
        {
            return Problem.Of(refusal) with { Error = "invalid_grant", Header = ("WWW-Authenticate", "Bearer") };
        }

        await limits.ClearAsync(RateLimitName.Account, account, call.Cancellation);
        return Results.Json(TokenView.Of(signedIn, call.Now), SessionsJson.Default.TokenView);
    }
}

using BookingEngine.Functions.Http;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Auth;

public sealed class Token(HttpEdge edge, SignInHandler handler, FirstAdminHandler firstAdmin, RateLimits limits) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Login);

    [Function("AuthToken")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "auth/token")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<Token>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (form, problem) = await FormBody.ReadAsync(call.Request, call.Cancellation);
        if (form is null)
        {
            return problem! with { Error = "invalid_request" };
        }

        var errors = new FieldErrors();
        var signIn = new SignIn(form.Text("username", errors), form.Text("password", errors), ClientName.Of(call.Request));
        CheckGrant(form, errors);
        if (errors.Problem is { } invalid)
        {
            return invalid with { Error = "invalid_request" };
        }

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
        return Results.Json(TokenView.Of(signedIn, call.Now), AuthJson.Default.TokenView);
    }

    private static void CheckGrant(IFormCollection form, FieldErrors errors)
    {
        if (form["grant_type"] is not ([] or ["" or "password"]))
        {
            errors.Add("grant_type", "must be password, or absent");
        }
    }
}

using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users.Sessions;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Sessions;

public sealed class RefreshSessionFunction(HttpEdge edge, RefreshSessionHandler handler) : IHttpFunction
{
    public static string Name => "Refresh";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Write);

    [Function("AuthRefresh")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "auth/refresh")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RefreshSessionFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<RefreshSessionRequest>();
        if (request is null)
        {
            return problem!;
        }

        var outcome = await handler.HandleAsync(new RefreshSession(request.RefreshToken), call.Command, call.Cancellation);
        return outcome.IsRefused(out var refusal, out var next)
            ? Problem.Of(refusal) with { Error = "invalid_grant", Header = ("WWW-Authenticate", "Bearer") }
            : Results.Json(TokenView.Of(next, call.Now), SessionsJson.Default.TokenView);
    }
}

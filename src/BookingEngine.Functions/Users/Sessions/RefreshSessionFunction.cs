using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Users.Sessions;

public sealed class RefreshSessionFunction(HttpEdge edge, RefreshSessionHandler handler) : IHttpFunction
{
    public static string Name => "Refresh";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Write);

    public static Operation Operation => new(
        OperationGroup.Authentication, "Refresh a session",
        "Answers a new access token and a new refresh token; the refresh token that was sent is spent. One that was spent before ends the session, "
        + "for somebody has copied it: keep the newest, and send it once. Of several requests with the same token at once one gets the new tokens.",
        new(StatusCodes.Status200OK, "The session goes on.", SessionsJson.Default.TokenView, ("refreshed", TokenView.Example)))
    {
        Body = RequestBody.Json<RefreshSessionRequest>(new() { ["refresh_token"] = TokenView.ExampleRefreshToken }),
        Problems = [TokenView.InvalidGrant(RefreshSessionHandler.InvalidToken), RequestProblems.InvalidField("refresh_token", "is required")],
    };

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
            ? TokenView.InvalidGrant(refusal)
            : Results.Json(TokenView.Of(next, call.Now), SessionsJson.Default.TokenView);
    }
}

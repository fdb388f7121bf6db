using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Users.Sessions;

public sealed class RefreshSessionFunction(HttpEdge edge, RefreshSessionHandler handler, SecurityEvents events) : IHttpFunction
{
    public static string Name => "Refresh";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Write);

    public static Operation Operation => new(
        OperationGroup.Authentication, "Refresh a session",
        "Returns a new access token and a new refresh token. Each refresh token works once. If it is sent again within 10 seconds, as by a second tab, "
        + "the answer is 401 `refresh_superseded` and the session continues. If it is sent later, somebody may have copied it, so the session ends. "
        + "Keep the newest token, and send it once. If several requests send a token at the same time, one gets the new tokens.",
        new(StatusCodes.Status200OK, "The new tokens.", SessionsJson.Default.TokenView, ("refreshed", TokenView.Example)))
    {
        Body = RequestBody.Json<RefreshSessionRequest>(new() { ["refresh_token"] = TokenView.ExampleRefreshToken }),
        Problems =
        [
            TokenView.InvalidGrant(RefreshSessionHandler.InvalidToken), TokenView.InvalidGrant(RefreshSessionHandler.Superseded),
            RequestProblems.InvalidField("refresh_token", "is required"),
        ],
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
        if (ReferenceEquals(outcome.Refusal, RefreshSessionHandler.Replayed))
        {
            await events.ReplayedAsync(call, Name, "refresh token");
        }

        return outcome.IsRefused(out var refusal, out var next)
            ? TokenView.InvalidGrant(refusal)
            : Results.Json(TokenView.Of(next, call.Now), SessionsJson.Default.TokenView);
    }
}

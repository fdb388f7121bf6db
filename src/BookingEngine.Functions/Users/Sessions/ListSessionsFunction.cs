using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Users.Sessions;

public sealed class ListSessionsFunction(HttpEdge edge, OwnSessions sessions) : IHttpFunction
{
    public static string Name => "ListOwnSessions";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    public static Operation Operation => new(
        OperationGroup.Users, "List own sessions", "Lists the caller's sessions that have not ended, the newest first, at most 100.",
        new(StatusCodes.Status200OK, "The sessions.", SessionsJson.Default.SessionListView, ("sessions", new SessionListView([SessionView.Example]))));

    [Function("UsersMeSessionsList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/me/sessions")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListSessionsFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var active = await sessions.ListAsync(call.Caller.UserId, call.Caller.SessionId, call.Now, call.Cancellation);
        return Results.Json(new SessionListView([.. active.Select(SessionView.Of)]), SessionsJson.Default.SessionListView);
    }
}

using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Users.Sessions;

public sealed class ListSessionsFunction(HttpEdge edge, OwnSessions sessions, Cursor cursors) : IHttpFunction
{
    public static string Name => "ListOwnSessions";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    public static Operation Operation => new(
        OperationGroup.Users, "List own sessions",
        $"Lists the caller's sessions that have not ended: the one of this request, then the newest first, {PageQuery.MaximumLimit} at a time if `limit` is omitted.",
        new(StatusCodes.Status200OK, "The sessions.", SessionsJson.Default.SessionListView, ("sessions", new SessionListView([SessionView.Example], null))))
    {
        Query = Operation.QueryOf<PageQuery>(),
        Problems = [PageQuery.LimitProblem],
    };

    [Function("UsersMeSessionsList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/me/sessions")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListSessionsFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (query, errors, _) = call.ReadQuery<PageQuery>();
        var list = $"sessions of {call.Caller.UserId}";
        var after = query!.After(cursors, list, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        var page = await sessions.ListAsync(
            call.Caller.UserId, call.Caller.SessionId, after, query.Limit ?? PageQuery.MaximumLimit, call.Now, call.Cancellation);
        var next = page.Next is null ? null : cursors.Write(list, page.Next);
        return Results.Json(new SessionListView([.. page.Sessions.Select(SessionView.Of)], next), SessionsJson.Default.SessionListView);
    }
}

using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users.Sessions;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Sessions;

public sealed class ListSessionsFunction(HttpEdge edge, OwnSessions sessions) : IHttpFunction
{
    public static string Name => "ListOwnSessions";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    [Function("UsersMeSessionsList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/me/sessions")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListSessionsFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var standing = await sessions.ListAsync(call.Caller.UserId, call.Caller.SessionId, call.Now, call.Cancellation);
        return Results.Json(new SessionListView([.. standing.Select(SessionView.Of)]), SessionsJson.Default.SessionListView);
    }
}

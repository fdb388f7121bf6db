using BookingEngine.Users;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Users.Sessions;

public sealed class EndSessionFunction(HttpEdge edge, OwnSessions sessions) : IHttpFunction
{
    public static string Name => "EndOwnSession";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write);

    public static Operation Operation => new(
        OperationGroup.Users, "End an own session", "Ends one of the caller's sessions, on any device. Its tokens are invalid at once.",
        Success.Message("The session has ended.", "ended", "Session ended"))
    {
        IdOf = "session",
        Problems = [Problem.Of(OwnSessions.NotFound)],
    };

    [Function("UsersMeSessionsEnd")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/me/sessions/{id}")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<EndSessionFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id) => Guid.TryParseExact(id, "D", out var session)
        ? await sessions.EndAsync(call.Caller.UserId, new SessionId(session), call.Now, call.Cancellation).AnswerAsync(_ => MessageView.Of("Session ended"))
        : Problem.Of(OwnSessions.NotFound);
}

using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Sessions;

public sealed class EndSessionFunction(HttpEdge edge, OwnSessions sessions) : IHttpFunction
{
    public static string Name => "EndOwnSession";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write);

    [Function("UsersMeSessionsEnd")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/me/sessions/{id}")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<EndSessionFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id) => Guid.TryParseExact(id, "D", out var session)
        ? await sessions.EndAsync(call.Caller.UserId, new SessionId(session), call.Now, call.Cancellation).AnswerAsync(_ => MessageView.Of("Session ended"))
        : Problem.Of(OwnSessions.NotFound);
}

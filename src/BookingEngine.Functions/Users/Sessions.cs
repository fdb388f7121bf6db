using BookingEngine.Functions.Http;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users;

public sealed record SessionListView(IReadOnlyList<SessionView> Sessions);

/// <param name="Current">Whether it is the session that asks.</param>
public sealed record SessionView(Guid Id, string StartedAt, string LastUsedAt, string ExpiresAt, bool Current, string? Client)
{
    public static SessionView Of(OwnSession session) => new(
        session.Id.Value, Rfc3339.Format(session.StartedAt), Rfc3339.Format(session.LastUsedAt), Rfc3339.Format(session.ExpiresAt),
        session.IsCurrent, session.Client);
}

public sealed class ListOwnSessions(HttpEdge edge, OwnSessions sessions) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    [Function("UsersMeSessionsList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/me/sessions")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListOwnSessions>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var standing = await sessions.ListAsync(call.Caller.UserId, call.Caller.SessionId, call.Now, call.Cancellation);
        return Results.Json(new SessionListView([.. standing.Select(SessionView.Of)]), UsersJson.Default.SessionListView);
    }
}

public sealed class EndOwnSession(HttpEdge edge, OwnSessions sessions) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write);

    [Function("UsersMeSessionsEnd")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/me/sessions/{id}")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<EndOwnSession>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        if (!Guid.TryParseExact(id, "D", out var session))
        {
            return Problem.Of(OwnSessions.NotFound);
        }

        var outcome = await sessions.EndAsync(call.Caller.UserId, new SessionId(session), call.Now, call.Cancellation);
        return outcome.IsRefused(out var refusal, out _) ? Problem.Of(refusal) : MessageView.Of("Session ended");
    }
}

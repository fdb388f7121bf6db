using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users.Sessions;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Sessions;

/// <summary>Ends the session that asks: its access tokens and its refresh token are dead from here on.</summary>
public sealed class SignOutFunction(HttpEdge edge, ISessions sessions) : IHttpFunction
{
    public static string Name => "Logout";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write);

    [Function("AuthLogout")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "auth/logout")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<SignOutFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        await sessions.EndAsync(call.Caller.SessionId);
        return MessageView.Of("Signed out");
    }
}

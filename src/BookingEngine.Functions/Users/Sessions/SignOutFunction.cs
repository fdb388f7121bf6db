using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Users.Sessions;

/// <summary>Ends the caller's session. Its access tokens and its refresh token are invalid at once.</summary>
public sealed class SignOutFunction(HttpEdge edge, ISessions sessions) : IHttpFunction
{
    public static string Name => "Logout";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write);

    public static Operation Operation => new(
        OperationGroup.Authentication, "Sign out", "Ends the session of this request. All its tokens are invalid at once, including the refresh token.",
        Success.Message("The session has ended.", "signed_out", "Signed out"));

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

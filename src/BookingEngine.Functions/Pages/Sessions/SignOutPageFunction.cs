using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Pages.Sessions;

/// <summary>Ends the session of the browser, as the route to sign out does.</summary>
public sealed class SignOutPageFunction(PageEdge edge, ISessions sessions) : IHttpFunction
{
    public static string Name => "SignOutSubmit";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Write) with { IsForEnrolment = true };

    public static Operation? Operation => null;

    [Function("PageSignOut")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-out")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<SignOutPageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(PageVisit visit)
    {
        await sessions.EndAsync(visit.Call.Caller.SessionId);
        SessionCookie.Clear(visit.Call.Request.HttpContext.Response);
        return new SeeOther($"{ReturnAddress.SignIn}?ended=1");
    }
}

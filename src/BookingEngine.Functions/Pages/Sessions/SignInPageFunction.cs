namespace BookingEngine.Functions.Pages.Sessions;

/// <summary>The page to sign in. Who is signed in goes on at once.</summary>
public sealed class SignInPageFunction(PageEdge edge) : IHttpFunction
{
    /// <summary>The parameter of the address after a sign-in, by which a lost cookie is noticed.</summary>
    internal const string Kept = "kept";

    public static string Name => "SignInPage";

    public static Policy Policy { get; } = Policy.OpenPage(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageSignIn")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sign-in")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<SignInPageFunction>(request, context, visit => Task.FromResult(Answer(visit)));

    private static IResult Answer(PageVisit visit)
    {
        var query = visit.Call.Request.Query;
        var next = ReturnAddress.Checked(query["next"]);
        return visit.Call.SignedIn is { } caller
            ? new Layout.SeeOther(next ?? ReturnAddress.Of(caller.Role))
            : SignInPage.Password(visit, StatusCodes.Status200OK, "", next, query.ContainsKey(Kept) ? "sign_in.no_cookie" : query.ContainsKey("ended") ? "sign_in.ended" : null);
    }
}

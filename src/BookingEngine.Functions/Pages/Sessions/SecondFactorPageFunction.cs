namespace BookingEngine.Functions.Pages.Sessions;

/// <summary>The page that sets up a second factor, where the role needs one.</summary>
public sealed class SecondFactorPageFunction(PageEdge edge) : IHttpFunction
{
    public static string Name => "SecondFactorPage";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Read) with { IsForEnrolment = true };

    public static Operation? Operation => null;

    [Function("PageSecondFactor")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sign-in/second-factor")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<SecondFactorPageFunction>(request, context, visit => Task.FromResult<IResult>(
            SecondFactorPages.Begin(visit, StatusCodes.Status200OK, ReturnAddress.Checked(visit.Call.Request.Query["next"]))));
}

namespace BookingEngine.Functions.Pages;

/// <summary>The page that the mail's link opens. It needs a click, because mail scanners open links, too.</summary>
public sealed class VerifyEmailPageFunction(HttpEdge edge) : IHttpFunction
{
    public static string Name => "VerifyEmailForm";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("PageVerifyEmail")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "verify-email")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<VerifyEmailPageFunction>(request, context, call => Task.FromResult<IResult>(
            call.Request.Query["token"] is [{ Length: > 0 } token] ? Form(token) : Invalid));

    internal static HtmlPage Invalid { get; } = new(
        StatusCodes.Status400BadRequest, "This link no longer works",
        "<p>It has expired, was replaced by a newer one, or is incomplete.</p><p>Sign in to get a new one.</p>");

    private static HtmlPage Form(string token) => new(
        StatusCodes.Status200OK, "Confirm your mail address",
        $"""
        <p>Confirm that this is your address.</p>
        <form method="post" action="/verify-email">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        <button type="submit">Confirm the address</button>
        </form>
        """);
}

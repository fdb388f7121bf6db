namespace BookingEngine.Functions.Pages;

/// <summary>The page that the mail's link opens. It only shows a form, because mail scanners open links, too.</summary>
public sealed class ResetPasswordPageFunction(HttpEdge edge) : IHttpFunction
{
    public static string Name => "ResetPasswordForm";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("PageResetPassword")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "reset-password")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ResetPasswordPageFunction>(request, context, call => Task.FromResult<IResult>(
            call.Request.Query["token"] is [{ Length: > 0 } token] ? Form(StatusCodes.Status200OK, token, error: null) : Invalid));

    internal static HtmlPage Invalid { get; } = new(
        StatusCodes.Status400BadRequest, "This link no longer works",
        "<p>It has expired, was used already, or is incomplete.</p><p>Ask for a new one where you sign in.</p>");

    internal static HtmlPage Form(int status, string token, string? error) => new(
        status, "Choose a new password",
        $"""
        {PasswordInputs.Error(error)}
        <form method="post" action="/reset-password">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        {PasswordInputs.New}
        <button type="submit">Set password</button>
        </form>
        """);
}

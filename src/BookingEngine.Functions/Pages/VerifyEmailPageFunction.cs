namespace BookingEngine.Functions.Pages;

/// <summary>The page that the mail's link opens. Opening it verifies nothing: it asks for the account's password, or for a new one.</summary>
public sealed class VerifyEmailPageFunction(HttpEdge edge) : IHttpFunction
{
    public static string Name => "VerifyEmailForm";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("PageVerifyEmail")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "verify-email")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<VerifyEmailPageFunction>(request, context, call => Task.FromResult<IResult>(
            call.Request.Query["token"] is [{ Length: > 0 } token] ? Form(StatusCodes.Status200OK, token, error: null) : Invalid));

    internal static HtmlPage Invalid { get; } = new(
        StatusCodes.Status400BadRequest, "This link no longer works",
        "<p>It has expired, was replaced by a newer one, or is incomplete.</p><p>Sign in to get a new one.</p>");

    internal static HtmlPage Form(int status, string token, string? error) => new(
        status, "Confirm your mail address",
        $"""
        {PasswordInputs.Error(error)}
        <p>Enter the password of the account, to confirm that both are yours.</p>
        <form method="post" action="/verify-email">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        {PasswordInputs.Current}
        <button type="submit">Confirm the address</button>
        </form>
        <p class="hint">If you did not make the account, or forgot its password: choose a new one. Everybody else is signed out.</p>
        <form method="post" action="/verify-email">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        {PasswordInputs.New}
        <button type="submit" class="plain">Set the password and confirm</button>
        </form>
        """);
}

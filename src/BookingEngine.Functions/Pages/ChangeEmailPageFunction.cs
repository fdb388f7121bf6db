namespace BookingEngine.Functions.Pages;

/// <summary>The page that the mail's link opens. It asks for the account's password: who gets the mail may not be who asked for the change.</summary>
public sealed class ChangeEmailPageFunction(HttpEdge edge) : IHttpFunction
{
    public static string Name => "ChangeEmailForm";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("PageChangeEmail")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "change-email")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ChangeEmailPageFunction>(request, context, call => Task.FromResult<IResult>(
            call.Request.Query["token"] is [{ Length: > 0 } token] ? Form(StatusCodes.Status200OK, token, error: null) : Invalid));

    internal static HtmlPage Invalid { get; } = new(
        StatusCodes.Status400BadRequest, "This link no longer works",
        "<p>It has expired, was stopped or replaced by a newer one, or is incomplete.</p><p>Your account keeps its address. Ask for the change again.</p>");

    internal static HtmlPage Form(int status, string token, string? error) => new(
        status, "Confirm your new mail address",
        $"""
        {PasswordInputs.Error(error)}
        <p>From then on you sign in with this address. You are signed out on your other devices.</p>
        <form method="post" action="/change-email">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        {PasswordInputs.Current}
        <button type="submit">Confirm the new address</button>
        </form>
        """);
}

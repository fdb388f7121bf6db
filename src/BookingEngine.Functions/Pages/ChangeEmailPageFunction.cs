using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages;

/// <summary>The page that the mail's link opens. It asks for the account's password: who gets the mail may not be who asked for the
/// change.</summary>
public sealed class ChangeEmailPageFunction(HttpEdge edge, PageLooks looks) : IHttpFunction
{
    public static string Name => "ChangeEmailForm";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("PageChangeEmail")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "change-email")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ChangeEmailPageFunction>(request, context, AnswerAsync);

    internal static HtmlPage Invalid(PageLook look) => HtmlPage.Notice(
        look, StatusCodes.Status400BadRequest, look.Texts["page.invalid.title"], look.Texts["page.change_email.invalid"], look.Texts["page.change_email.invalid.next"]);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var look = await looks.OfAsync(call);
        return call.Request.Query["token"] is [{ Length: > 0 } token] ? Form(look, StatusCodes.Status200OK, token, error: null) : Invalid(look);
    }

    /// <param name="error">What is wrong with the submitted form; null for a new one.</param>
    internal static HtmlPage Form(PageLook look, int status, string token, string? error) => new(
        look, status, look.Texts["page.change_email.title"],
        $"""
        {PasswordInputs.Error(error)}
        <p>{HtmlPage.Encode(look.Texts["page.change_email.text"])}</p>
        <form method="post" action="/change-email">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        {PasswordInputs.Current(look)}
        <button type="submit">{HtmlPage.Encode(look.Texts["page.change_email.button"])}</button>
        </form>
        """);
}

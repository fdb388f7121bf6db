using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages;

/// <summary>The page that the mail's link opens. Opening it verifies nothing: it asks for the account's password, or for a new one.</summary>
public sealed class VerifyEmailPageFunction(HttpEdge edge, PageLooks looks) : IHttpFunction
{
    public static string Name => "VerifyEmailForm";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("PageVerifyEmail")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "verify-email")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<VerifyEmailPageFunction>(request, context, AnswerAsync);

    internal static HtmlPage Invalid(PageLook look) => HtmlPage.Notice(
        look, StatusCodes.Status400BadRequest, look.Texts["page.invalid.title"], look.Texts["page.verify.invalid"], look.Texts["page.verify.invalid.next"]);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var look = await looks.OfAsync(call);
        return call.Request.Query["token"] is [{ Length: > 0 } token] ? Form(look, StatusCodes.Status200OK, token, error: null) : Invalid(look);
    }

    /// <param name="error">What is wrong with the submitted form; null for a new one.</param>
    internal static HtmlPage Form(PageLook look, int status, string token, string? error) => new(
        look, status, look.Texts["page.verify.title"],
        $"""
        {PasswordInputs.Error(error)}
        <p>{HtmlPage.Encode(look.Texts["page.verify.text"])}</p>
        <form method="post" action="/verify-email">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        {PasswordInputs.Current(look)}
        <button type="submit">{HtmlPage.Encode(look.Texts["page.verify.button"])}</button>
        </form>
        <p class="hint">{HtmlPage.Encode(look.Texts["page.verify.new"])}</p>
        <form method="post" action="/verify-email">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        {PasswordInputs.New(look)}
        <button type="submit" class="plain">{HtmlPage.Encode(look.Texts["page.verify.new.button"])}</button>
        </form>
        """);
}

using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages;

/// <summary>The page that the mail's link opens. It only shows a form, because mail scanners open links, too.</summary>
public sealed class ResetPasswordPageFunction(HttpEdge edge, PageLooks looks) : IHttpFunction
{
    public static string Name => "ResetPasswordForm";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("PageResetPassword")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "reset-password")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ResetPasswordPageFunction>(request, context, AnswerAsync);

    internal static HtmlPage Invalid(PageLook look) => HtmlPage.Notice(
        look, StatusCodes.Status400BadRequest, look.Texts["page.invalid.title"], look.Texts["page.reset.invalid"], look.Texts["page.reset.invalid.next"]);

    /// <param name="error">What is wrong with the submitted form; null for a new one.</param>
    internal static HtmlPage Form(PageLook look, int status, string token, string? error) => new(
        look, status, look.Texts["page.reset.title"],
        $"""
        {PasswordInputs.Error(error)}
        <form method="post" action="/reset-password">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        {PasswordInputs.New(look)}
        <button type="submit">{HtmlPage.Encode(look.Texts["page.reset.button"])}</button>
        </form>
        """);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var look = await looks.OfAsync(call);
        return call.Request.Query["token"] is [{ Length: > 0 } token] ? Form(look, StatusCodes.Status200OK, token, error: null) : Invalid(look);
    }
}

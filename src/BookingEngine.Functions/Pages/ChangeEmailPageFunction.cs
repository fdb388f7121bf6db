using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages;

/// <summary>The page that the mail's link opens. It needs a click, because mail scanners open links, too.</summary>
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
        return call.Request.Query["token"] is [{ Length: > 0 } token] ? Form(look, token) : Invalid(look);
    }

    private static HtmlPage Form(PageLook look, string token) => new(
        look, StatusCodes.Status200OK, look.Texts["page.change_email.title"],
        $"""
        <p>{HtmlPage.Encode(look.Texts["page.change_email.text"])}</p>
        <form method="post" action="/change-email">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        <button type="submit">{HtmlPage.Encode(look.Texts["page.change_email.button"])}</button>
        </form>
        """);
}

using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages.GuestData;

/// <summary>The page that the link of a guest's mail opens. It needs a click, because mail scanners open links, too.</summary>
public sealed class EraseDataPageFunction(HttpEdge edge, PageLooks looks) : IHttpFunction
{
    public static string Name => "EraseDataForm";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("PageEraseData")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "erase-data")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<EraseDataPageFunction>(request, context, AnswerAsync);

    internal static HtmlPage Invalid(PageLook look) => HtmlPage.Notice(
        look, StatusCodes.Status400BadRequest, look.Texts["page.invalid.title"], look.Texts["page.erase_data.invalid"], look.Texts["page.erase_data.invalid.next"]);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var look = await looks.OfAsync(call);
        return call.Request.Query["token"] is [{ Length: > 0 } token] ? Form(look, token) : Invalid(look);
    }

    private static HtmlPage Form(PageLook look, string token) => new(
        look, StatusCodes.Status200OK, look.Texts["page.erase_data.title"],
        $"""
        <p>{HtmlPage.Encode(look.Texts["page.erase_data.text"])}</p>
        <form method="post" action="/erase-data">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        <button type="submit">{HtmlPage.Encode(look.Texts["page.erase_data.button"])}</button>
        </form>
        """);
}

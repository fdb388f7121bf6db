using BookingEngine.BookingMails;
using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages.Reminders;

/// <summary>The page that the link of a reminder opens. It needs a click, because mail scanners open links, too.</summary>
public sealed class RemindersPageFunction(HttpEdge edge, PageLooks looks, SwitchRemindersHandler handler) : IHttpFunction
{
    public static string Name => "RemindersForm";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("PageReminders")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "reminders")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RemindersPageFunction>(request, context, AnswerAsync);

    internal static HtmlPage Invalid(PageLook look) => HtmlPage.Notice(
        look, StatusCodes.Status400BadRequest, look.Texts["page.invalid.title"], look.Texts["page.reminders.invalid"], look.Texts["page.reminders.invalid.next"]);

    /// <param name="key">Of the texts: what the page says, and what its button does.</param>
    internal static HtmlPage Form(PageLook look, string token, string key, string action) => new(
        look, StatusCodes.Status200OK, look.Texts[$"{key}.title"],
        $"""
        <p>{HtmlPage.Encode(look.Texts[$"{key}.text"])}</p>
        <form method="post" action="/reminders">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        <button type="submit" name="action" value="{action}">{HtmlPage.Encode(look.Texts[$"page.reminders.{action}"])}</button>
        </form>
        """);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var look = await looks.OfAsync(call);
        return call.Request.Query["token"] is [{ } token] && handler.IsValid(token) ? Form(look, token, "page.reminders", "stop") : Invalid(look);
    }
}

using BookingEngine.Export;
using BookingEngine.Functions.Pages.GuestLinks;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Functions.Users.Export;

namespace BookingEngine.Functions.Pages.GuestData;

/// <summary>The page that the link of a guest's mail opens. It needs a click, because mail scanners open links, too.</summary>
public sealed class ExportDataPageFunction(HttpEdge edge, PageLooks looks) : IHttpFunction
{
    public static string Name => "ExportDataForm";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("PageExportData")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "export-data")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ExportDataPageFunction>(request, context, AnswerAsync);

    internal static HtmlPage Invalid(PageLook look) => HtmlPage.Notice(
        look, StatusCodes.Status400BadRequest, look.Texts["page.invalid.title"], look.Texts["page.export_data.invalid"], look.Texts["page.export_data.invalid.next"]);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var look = await looks.OfAsync(call);
        return MonthChoice.Text(call.Request, "token") is { } token ? Form(look, token) : Invalid(look);
    }

    private static HtmlPage Form(PageLook look, string token) => new(
        look, StatusCodes.Status200OK, look.Texts["page.export_data.title"],
        $"""
        <p>{HtmlPage.Encode(look.Texts["page.export_data.text"])}</p>
        <form method="post" action="/export-data">{HiddenFields.Of(("token", token))}
        <button type="submit">{HtmlPage.Encode(look.Texts["page.export_data.button"])}</button>
        </form>
        """);
}

/// <summary>Handles the form of the page.</summary>
public sealed class SubmitExportDataPageFunction(HttpEdge edge, PageLooks looks, ExportGuestHandler handler) : IHttpFunction
{
    public static string Name => "ExportDataSubmit";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Write);

    public static Operation? Operation => null;

    [Function("PageExportDataSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "export-data")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<SubmitExportDataPageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (form, _, problem) = await call.ReadFormAsync<GuestLinkForm>();
        return form is null ? problem!
            : (await handler.HandleAsync(form.Token, call.Now, call.Cancellation)).IsRefused(out _, out var export)
                ? ExportDataPageFunction.Invalid(await looks.OfAsync(call))
                : GuestExportView.FileOf(export, call.Now);
    }
}

using BookingEngine.Erasure;
using BookingEngine.Functions.Pages.GuestLinks;
using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages.GuestData;

/// <summary>Handles the form of the page.</summary>
public sealed class SubmitEraseDataPageFunction(HttpEdge edge, PageLooks looks, EraseGuestHandler handler) : IHttpFunction
{
    public static string Name => "EraseDataSubmit";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Write);

    public static Operation? Operation => null;

    [Function("PageEraseDataSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "erase-data")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<SubmitEraseDataPageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (form, _, problem) = await call.ReadFormAsync<GuestLinkForm>();
        if (form is null)
        {
            return problem!;
        }

        var look = await looks.OfAsync(call);
        var outcome = await handler.HandleAsync(form.Token, call.Command, call.Cancellation);
        return outcome.Refusal is null ? Done(look) : EraseDataPageFunction.Invalid(look);
    }

    private static HtmlPage Done(PageLook look) => HtmlPage.Notice(
        look, StatusCodes.Status200OK, look.Texts["page.erase_data.done.title"], look.Texts["page.erase_data.done.text"]);
}

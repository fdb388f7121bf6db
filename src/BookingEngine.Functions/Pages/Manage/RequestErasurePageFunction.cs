using BookingEngine.Erasure;
using BookingEngine.Functions.Guests;
using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages.Manage;

/// <summary>Handles the manage page's button to erase the guest. It only sends the mail, whose link erases.</summary>
public sealed class RequestErasurePageFunction(HttpEdge edge, ManagedBooking managed, ManagePage page, PageLooks looks, RequestGuestErasureHandler handler)
    : IHttpFunction
{
    public static string Name => "ManageEraseSubmit";

    // Like the route of the API, so that nobody floods the guest with mails.
    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Recover);

    public static Operation? Operation => null;

    [Function("PageManageErase")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/erase")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RequestErasurePageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (form, _, problem) = await call.ReadFormAsync<EraseDataForm>();
        if (form is null)
        {
            return problem!;
        }

        if (await managed.OpenAsync(call, form.Token) is not { } booking)
        {
            return await page.ShowInvalidAsync(call);
        }

        var outcome = await handler.HandleAsync(booking, ManagedBooking.ContextOf(call), call.Cancellation);
        return outcome.IsRefused(out var refusal, out _)
            ? await page.ShowAsync(call, StatusCodes.Status422UnprocessableEntity, booking, form.Token, texts => PageErrors.Of(texts, refusal))
            : Sent(await looks.OfAsync(call));
    }

    private static HtmlPage Sent(PageLook look) => HtmlPage.Notice(
        look, StatusCodes.Status200OK, look.Texts["page.manage.erase.sent.title"], look.Texts["page.manage.erase.sent.text"]);
}

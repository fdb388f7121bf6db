using BookingEngine.Functions.Guests;
using BookingEngine.Functions.Pages.GuestLinks;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Guests;

namespace BookingEngine.Functions.Pages.Manage;

/// <summary>Handles the manage page's button to erase the guest. It only sends the mail, whose link erases.</summary>
public sealed class RequestErasurePageFunction(HttpEdge edge, GuestLinkButton button) : IHttpFunction
{
    public static string Name => "ManageEraseSubmit";

    // Like the route of the API, so that nobody floods the guest with mails.
    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Recover);

    public static Operation? Operation => null;

    [Function("PageManageErase")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/erase")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RequestErasurePageFunction>(request, context, call => button.AnswerAsync(call, GuestLinkKind.Erase));
}

/// <summary>Handles the manage page's button to see what is stored about the guest. It only sends the mail, whose link shows it.</summary>
public sealed class RequestExportPageFunction(HttpEdge edge, GuestLinkButton button) : IHttpFunction
{
    public static string Name => "ManageExportSubmit";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Recover);

    public static Operation? Operation => null;

    [Function("PageManageExport")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/export")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RequestExportPageFunction>(request, context, call => button.AnswerAsync(call, GuestLinkKind.Export));
}

/// <summary>A button of the manage page that sends a mail to the guest.</summary>
public sealed class GuestLinkButton(ManagedBooking managed, ManagePage page, PageLooks looks, RequestGuestLinkHandler handler)
{
    public async Task<IResult> AnswerAsync(ApiCall call, GuestLinkKind kind)
    {
        var (form, _, problem) = await call.ReadFormAsync<GuestLinkForm>();
        if (form is null)
        {
            return problem!;
        }

        if (await managed.OpenAsync(call, form.Token) is not { } booking)
        {
            return await page.ShowInvalidAsync(call);
        }

        var outcome = await handler.HandleAsync(kind, booking, ManagedBooking.ContextOf(call), call.Cancellation);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await page.ShowAsync(call, StatusCodes.Status422UnprocessableEntity, booking, form.Token, texts => PageErrors.Of(texts, refusal));
        }

        return GuestLinkButtons.Sent(await looks.OfAsync(call), kind);
    }
}

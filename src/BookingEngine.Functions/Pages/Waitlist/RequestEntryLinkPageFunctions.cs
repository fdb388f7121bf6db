using BookingEngine.Functions.Guests;
using BookingEngine.Functions.Pages.GuestLinks;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Guests;
using BookingEngine.Waitlist.Commands;
using BookingEngine.WaitlistMails;

namespace BookingEngine.Functions.Pages.Waitlist;

/// <summary>Handles the button of the page to erase a guest who waits. It only sends the mail, whose link erases.</summary>
public sealed class RequestEntryErasurePageFunction(HttpEdge edge, EntryLinkButton button) : IHttpFunction
{
    public static string Name => "WaitlistEraseSubmit";

    // So that nobody floods the guest with mails.
    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Recover);

    public static Operation? Operation => null;

    [Function("PageWaitlistErase")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "waitlist/erase")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RequestEntryErasurePageFunction>(request, context, call => button.AnswerAsync(call, GuestLinkKind.Erase));
}

/// <summary>Handles the button of the page to see what is stored about a guest who waits. It only sends the mail, whose link shows it.</summary>
public sealed class RequestEntryExportPageFunction(HttpEdge edge, EntryLinkButton button) : IHttpFunction
{
    public static string Name => "WaitlistExportSubmit";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Recover);

    public static Operation? Operation => null;

    [Function("PageWaitlistExport")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "waitlist/export")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RequestEntryExportPageFunction>(request, context, call => button.AnswerAsync(call, GuestLinkKind.Export));
}

/// <summary>A button of the page that sends a mail to the guest who waits.</summary>
public sealed class EntryLinkButton(WaitlistLinks links, WaitlistBody body, PageLooks looks, RequestEntryLinkHandler handler)
{
    public async Task<IResult> AnswerAsync(ApiCall call, GuestLinkKind kind)
    {
        var (form, _, problem) = await call.ReadFormAsync<GuestLinkForm>();
        if (form is null)
        {
            return problem!;
        }

        if (await links.FindAsync(form.Token, call.Cancellation) is not { } linked)
        {
            return await body.InvalidAsync(call);
        }

        return await handler.HandleAsync(kind, linked.Entry, ManagedBooking.ContextOf(call), call.Cancellation) is { } refusal
            ? await body.OfAsync(call, linked, form.Token, StatusCodes.Status422UnprocessableEntity, new PageFault { Refusal = refusal })
            : GuestLinkButtons.Sent(await looks.OfAsync(call), kind);
    }
}

using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Functions.PublicBookings;
using BookingEngine.Functions.PublicBookings.Proofs;
using BookingEngine.PublicBookings;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>Holds the chosen time, and leads to the form.</summary>
public sealed class HoldPageFunction(HttpEdge edge, PageLooks looks, BookLimits limits, PublicCatalogue catalogue, PageHolds holds, TimeStep times, VisitorProofs proofs) : IHttpFunction
{
    public static string Name => "BookHold";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Write);

    public static Operation? Operation => null;

    [Function("PageBookHold")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "book/step/hold")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<HoldPageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (form, _, problem) = await call.ReadFormAsync<DetailsForm>();
        if (form is null)
        {
            return problem!;
        }

        var look = await looks.OfAsync(call);
        if (look.Brand.Booking is OpenBooking.Off)
        {
            return BookPages.Off(look);
        }

        if (await limits.CheckAsync(call, look, RateLimitName.PublicHold) is { } tooMany)
        {
            return tooMany;
        }

        if (await IsTooManyAsync(call, look, form) is { } withoutProof)
        {
            return withoutProof;
        }

        return form.Address.Service is { } service && await catalogue.FindAsync(new ServiceId(service), call.Cancellation) is { } offered
            ? await HoldAsync(call, look, offered, form.Address)
            : BookPages.Notice(look, StatusCodes.Status422UnprocessableEntity, "book.gone.title", "book.gone");
    }

    // Without script there is no proof: then fewer times can be held.
    private async Task<HtmlPage?> IsTooManyAsync(ApiCall call, PageLook look, DetailsForm form) =>
        !VisitorProofs.IsAsked(look.Brand) || form.Address.Service is not { } service
            || await proofs.UseAsync(call, form.Proof, new ServiceId(service), ProofPurpose.Hold, use: null) is null
                ? null
                : BookLimits.Answer(call, look, await proofs.CountMoreAsync(call, RateLimitName.PublicHold));

    private async Task<IResult> HoldAsync(ApiCall call, PageLook look, OfferedService offered, BookAddress address)
    {
        var placed = await holds.PlaceAsync(call, address);
        return placed.IsRefused(out var refusal, out var token)
            ? (await times.ShowAsync(call, look, offered, address with { Hold = null }, isOnly: false, (zone, proof) => NoticeOf(look, refusal, address, zone, proof))) with
            {
                Status = StatusCodes.Status409Conflict,
                MayBeKept = false,
            }
            : new SeeOther((address with { Hold = token }).DetailsAddress);
    }

    // The next free times, if the chosen one was taken meanwhile.
    private static string NoticeOf(PageLook look, Refusal refusal, BookAddress address, DateTimeZone zone, string proof)
    {
        var next = refusal is SlotUnavailable { NextStarts: { Count: > 0 } starts } ? starts : [];
        return $"<div class=\"note\">{RefusedNotice.Of(look, refusal)}{(next.Count == 0 ? "" : $"<form method=\"post\" action=\"{BookAddress.HoldStep}\">{HiddenFields.Of((address with { Slot = null, Hold = null }).All)}{proof}{TimesList.Buttons(look, next, zone)}</form>")}</div>";
    }
}

using BookingEngine.Bookings;
using BookingEngine.Branding;
using BookingEngine.Functions.Bookings.Book;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Functions.Pages.Proofs;
using BookingEngine.Functions.PublicBookings;
using BookingEngine.Functions.PublicBookings.Proofs;
using BookingEngine.PublicBookings;
using BookingEngine.Slots;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>Handles the form: shows what was entered, and books it. Whatever happens, nothing that was entered is lost.</summary>
public sealed class SubmitDetailsPageFunction(
    HttpEdge edge, PageLooks looks, BookLimits limits, DetailsStep step, PageHolds holds, VisitorBookings bookings, VisitorProofs proofs) : IHttpFunction
{
    public static string Name => "BookSubmit";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Write);

    public static Operation? Operation => null;

    [Function("PageBookSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "book/step/details")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<SubmitDetailsPageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (form, errors, problem) = await call.ReadFormAsync<DetailsForm>();
        if (form is null)
        {
            return problem!;
        }

        var look = await looks.OfAsync(call);
        return look.Brand.Booking is OpenBooking.Off ? BookPages.Off(look)
            : await step.FindAsync(call, form.Address) is { } chosen ? await AnswerAsync(call, look, form, chosen, errors)
            : DetailsPageFunction.ChooseAgain(look, form.Address);
    }

    private async Task<IResult> AnswerAsync(ApiCall call, PageLook look, DetailsForm form, ChosenTime chosen, FieldErrors errors)
    {
        switch (form.Action)
        {
            case DetailsAction.Edit:
                return Form(call, look, chosen, new FieldErrors(), StatusCodes.Status200OK);
            case DetailsAction.Extend when chosen.Hold is { } hold:
                await holds.ExtendAsync(call, hold);
                return Form(call, look, (await step.FindAsync(call, form.Address))!, new FieldErrors(), StatusCodes.Status200OK);
            case DetailsAction.Again:
                return await HoldAgainAsync(call, look, chosen);
        }

        var visitor = form.Visitor with { Answers = FormAnswers.Of(call.Request.Form, chosen.Service), Locale = look.Language };
        BookingDetails.Read(visitor.Notes, visitor.Answers, chosen.Service, errors);
        return errors.Problem is not null ? Form(call, look, chosen, errors, StatusCodes.Status422UnprocessableEntity)
            : form.Action is DetailsAction.Book ? await ProveAsync(call, look, chosen, form, visitor with { Verification = Verifies(look, form, chosen) }, errors)
            : DetailsStep.Review(call, look, chosen, name => ValueOf(call, name));
    }

    // A filled trap is perhaps a person's password manager, so the visitor only has to confirm by mail.
    private static bool Verifies(PageLook look, DetailsForm form, ChosenTime chosen) =>
        form.Trap is { Length: > 0 } || SubmitBookingHandler.MustVerify(look.Brand, chosen.Service);

    // Without script there is no proof: then the visitor confirms by mail, and may do so less often.
    private async Task<IResult> ProveAsync(ApiCall call, PageLook look, ChosenTime chosen, DetailsForm form, PublicBookingRequest visitor, FieldErrors errors)
    {
        if (!VisitorProofs.IsAsked(look.Brand) || chosen.Hold is not { } hold)
        {
            return await BookAsync(call, look, chosen, visitor, errors);
        }

        if (form.Proof.Length == 0)
        {
            return BookLimits.Answer(call, look, await proofs.CountMoreAsync(call, RateLimitName.Book)) is { } tooMany ? tooMany
                : await BookAsync(call, look, chosen, visitor with { Verification = true }, errors);
        }

        return await proofs.UseAsync(call, form.Proof, chosen.Service.Id, ProofPurpose.Booking, VisitorProofs.UseOf(hold, visitor.Email.Value)) is { } refusal
            ? Form(call, look, chosen, errors, StatusCodes.Status422UnprocessableEntity, RefusedNotice.Of(look, refusal), isProofUsed: true)
            : await BookAsync(call, look, chosen, visitor, errors);
    }

    private async Task<IResult> BookAsync(ApiCall call, PageLook look, ChosenTime chosen, PublicBookingRequest visitor, FieldErrors errors)
    {
        if (await limits.CheckAsync(call, look, RateLimitName.Book) is { } tooMany)
        {
            return tooMany;
        }

        var submitted = chosen.Hold is { } hold ? await bookings.SubmitAsync(call, hold, chosen.Service, visitor, errors) : BookingRefusals.HoldExpired;
        if (submitted?.Refusal is { } expired && (expired == BookingRefusals.HoldExpired || expired == BookingRefusals.UnknownHold))
        {
            // Perhaps nobody else took it meanwhile.
            var placed = await holds.PlaceAsync(call, chosen.Address);
            submitted = placed.IsRefused(out var taken, out var token) ? taken
                : await bookings.SubmitAsync(call, holds.Find(chosen.Address with { Hold = token })!, chosen.Service, visitor, errors);
        }

        return submitted is null ? Form(call, look, chosen, errors, StatusCodes.Status422UnprocessableEntity)
            : submitted.IsRefused(out var refusal, out var made) ? Refused(call, look, chosen, refusal)
            : new SeeOther(BookAddress.Join(BookAddress.Done, made.Booking is { } booking
                ? [("token", bookings.ManageTokenOf(call, booking)), .. Shown(chosen.Address)]
                : [("service", chosen.Service.Id.Value), .. Shown(chosen.Address)]));
    }

    private async Task<IResult> HoldAgainAsync(ApiCall call, PageLook look, ChosenTime chosen)
    {
        if (await limits.CheckAsync(call, look, RateLimitName.PublicHold) is { } tooMany)
        {
            return tooMany;
        }

        // The form's proof is for the booking.
        if (VisitorProofs.IsAsked(look.Brand) && BookLimits.Answer(call, look, await proofs.CountMoreAsync(call, RateLimitName.PublicHold)) is { } withoutProof)
        {
            return withoutProof;
        }

        var placed = await holds.PlaceAsync(call, chosen.Address);
        return placed.IsRefused(out var refusal, out var token)
            ? Refused(call, look, chosen, refusal)
            : Form(call, look, (await step.FindAsync(call, chosen.Address with { Hold = token }))!, new FieldErrors(), StatusCodes.Status200OK);
    }

    private HtmlPage Refused(ApiCall call, PageLook look, ChosenTime chosen, Refusal refusal)
    {
        var next = refusal is SlotUnavailable { NextStarts: { Count: > 0 } starts } ? starts : [];
        var offer = next.Count == 0 ? "" :
            $"<p>{HtmlPage.Encode(look.Texts["book.taken"])}</p>{TimesList.Buttons(look, next, chosen.Zone).Replace("<button", "<button formnovalidate", StringComparison.Ordinal)}"
            + HiddenFields.Of(("action", "again"));
        var lost = chosen with { Address = chosen.Address with { Hold = null, Slot = next.Count == 0 ? chosen.Address.Slot : null } };
        return Form(call, look, lost, new FieldErrors(), StatusCodes.Status409Conflict, $"<div class=\"note\">{RefusedNotice.Of(look, refusal)}{offer}</div>", isProofUsed: true);
    }

    private HtmlPage Form(
        ApiCall call, PageLook look, ChosenTime chosen, FieldErrors errors, int status, string? notice = null, bool isProofUsed = false) =>
        step.Form(call, look, chosen, name => isProofUsed && name == ProofInputs.Name ? "" : ValueOf(call, name), errors, status, notice);

    private static string ValueOf(ApiCall call, string name) => call.Request.Form[name] is [{ } text] ? text : "";

    private static IEnumerable<(string, string)> Shown(BookAddress address) =>
        new[] { ("tz", address.Zone), ("origin", address.Embedder) }.Where(p => p.Item2 is not null).Select(p => (p.Item1, p.Item2!));
}

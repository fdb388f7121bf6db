using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Bookings.Book;
using BookingEngine.Functions.Fields;
using BookingEngine.Slots;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Commands;

namespace BookingEngine.Functions.Waitlist;

public sealed class TakeOfferFunction(HttpEdge edge, EntryCalls entries, CatalogueCache catalogue, TakeOfferHandler handler) : IHttpFunction
{
    public static string Name => "TakeOffer";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Book);

    public static Operation Operation => new(
        OperationGroup.Waitlist, "Take an offer",
        "Books the slot that is held for the entry. Its time and its limits were settled with the offer. A repeated request gets the same booking. From the instant at "
        + "which the offer expires it is too late.",
        BookingOperations.Shown("The booking.", "confirmed"))
    {
        IdOf = "entry",
        Body = RequestBody.Json<TakeOfferRequest>(new() { ["offer_id"] = $"{OfferView.Example.Id}", ["notes"] = "The door bell is broken." }) with { IsRequired = false },
        Problems =
        [
            EntryCalls.NotFound, Problem.Of(BookingRefusals.StaffOnly), Problem.Of(BookingRefusals.HoldExpired), Problem.Of(WaitlistRefusals.NoOffer),
            Problem.Of(WaitlistRefusals.Closed), Problem.Of(BookingRefusals.CustomerErased), Problem.Of(BookingRefusals.Changed), Problem.Of(BookingRefusals.UnknownHold),
            Problem.Of(BookingRefusals.ServiceChanging), Problem.Of(SlotRefusals.ResourceInactive), Problem.Of(SlotRefusals.InThePast),
            Problem.Of(SlotRefusals.BookingLimit), Problem.Of(BookingRefusals.ActiveLimit(3)), Problem.Of(SlotRefusals.CustomerBusy),
            RequestProblems.InvalidField("answers.length", "is required"),
        ],
    };

    [Function("WaitlistTake")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "waitlist/{id}/take")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<TakeOfferFunction>(request, context, call => entries.ChangeAsync(call, id, entry => AnswerAsync(call, entry)));

    private async Task<IResult> AnswerAsync(ApiCall call, WaitlistEntry entry)
    {
        var (request, errors, problem) = await call.ReadOptionalBodyAsync<TakeOfferRequest>();
        if (request is null)
        {
            return problem!;
        }

        // A taken entry has its booking, whatever is answered now. An open one may have an offer that the read model does not have yet.
        var service = entry.IsOpen ? await catalogue.ServiceAsync(entry.ServiceId, call.Cancellation) : null;
        var details = service is null ? null : BookingDetails.Read(request.Notes, request.Answers, service, errors);
        return errors.Problem ?? await handler.HandleAsync(
            new TakeOffer(entry.Id, request.OfferId) { Details = details, Languages = AcceptedLanguages.ListOf(call.Request) }, call.Command, call.Cancellation).AnswerAsync();
    }
}

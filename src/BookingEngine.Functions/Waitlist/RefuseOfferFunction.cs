using BookingEngine.Bookings;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Commands;

namespace BookingEngine.Functions.Waitlist;

public sealed class RefuseOfferFunction(HttpEdge edge, EntryCalls entries, RefuseOfferHandler handler) : IHttpFunction
{
    public static string Name => "RefuseOffer";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write);

    public static Operation Operation => new(
        OperationGroup.Waitlist, "Refuse an offer",
        "Releases the slot that is held for the entry. It is offered to the next. The entry keeps its place, and is never offered this slot again.",
        new(StatusCodes.Status200OK, "The entry as it is now.", WaitlistJson.Default.WaitlistEntryView, ("waiting", WaitlistEntryView.Example)))
    {
        IdOf = "entry",
        Body = RequestBody.Json<RefuseOfferRequest>(new() { ["offer_id"] = $"{OfferView.Example.Id}" }) with { IsRequired = false },
        Problems =
        [
            EntryCalls.NotFound, Problem.Of(BookingRefusals.StaffOnly), Problem.Of(WaitlistRefusals.NoOffer), Problem.Of(WaitlistRefusals.Closed),
            RequestProblems.InvalidField("offer_id", TakeOfferRequest.OfferMessage),
        ],
    };

    [Function("WaitlistRefuse")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "waitlist/{id}/refuse")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<RefuseOfferFunction>(request, context, call => entries.ChangeAsync(call, id, entry => AnswerAsync(call, entry)));

    private async Task<IResult> AnswerAsync(ApiCall call, WaitlistEntry entry)
    {
        var (request, problem) = await call.ReadOptionalBodyAsync<RefuseOfferRequest>();
        return request is null ? problem! : await handler.HandleAsync(entry.Id, request.OfferId, call.Command, call.Cancellation)
            .AnswerAsync(refused => WaitlistEntryView.Of(refused, call.Now), WaitlistJson.Default.WaitlistEntryView);
    }
}

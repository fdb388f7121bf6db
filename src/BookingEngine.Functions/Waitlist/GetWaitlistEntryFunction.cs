using BookingEngine.Waitlist.Reading;

namespace BookingEngine.Functions.Waitlist;

public sealed class GetWaitlistEntryFunction(HttpEdge edge, EntryCalls entries, EntryTexts texts) : IHttpFunction
{
    public static string Name => "GetWaitlistEntry";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    public static Operation Operation => new(
        OperationGroup.Waitlist, "Get an entry of a waitlist",
        "Returns the entry, with the slot that is held for it, if any. Only for its customer, staff of a resource that could serve it, and administrators.",
        new(StatusCodes.Status200OK, "The entry.", WaitlistJson.Default.WaitlistEntryView, ("offered", WaitlistEntryView.OfferedExample)))
    {
        IdOf = "entry",
        Problems = [EntryCalls.NotFound],
    };

    [Function("WaitlistGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "waitlist/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetWaitlistEntryFunction>(request, context, call => entries.ReadAsync(call, id, async entry => Results.Json(
            WaitlistEntryView.Of(entry, call.Now).With(await texts.FindGuestAsync(entry, call.Cancellation)), WaitlistJson.Default.WaitlistEntryView)));
}

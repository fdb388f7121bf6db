using BookingEngine.Bookings;
using BookingEngine.Waitlist.Commands;

namespace BookingEngine.Functions.Waitlist;

public sealed class LeaveWaitlistFunction(HttpEdge edge, EntryCalls entries, LeaveWaitlistHandler handler) : IHttpFunction
{
    public static string Name => "LeaveWaitlist";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write);

    public static Operation Operation => new(
        OperationGroup.Waitlist, "Leave a waitlist",
        "Ends the entry. A slot that is held for it is released, and offered to the next. If the entry has ended, nothing happens.", Success.Empty("The entry has ended."))
    {
        IdOf = "entry",
        Problems = [EntryCalls.NotFound, Problem.Of(BookingRefusals.StaffOnly)],
    };

    [Function("WaitlistLeave")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "waitlist/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<LeaveWaitlistFunction>(request, context, call => entries.ChangeAsync(call, id, entry =>
            handler.HandleAsync(entry.Id, call.Command, call.Cancellation).AnswerAsync(_ => Results.NoContent())));
}

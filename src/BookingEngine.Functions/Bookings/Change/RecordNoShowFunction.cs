using BookingEngine.Bookings;
using BookingEngine.Bookings.Complete;
using BookingEngine.Calendars.Events;
using BookingEngine.Users;

namespace BookingEngine.Functions.Bookings.Change;

public sealed class RecordNoShowFunction(BookingEdge edge, RecordOutcomeHandler handler) : IHttpFunction
{
    public static string Name => "PostNoShow";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    public static Operation Operation => BookingOperations.Change(
        "Record a no-show", $"{BookingOperations.StaffOnly} The booking must be confirmed, and must have begun.",
        "no_show", BookingRefusals.WrongState(BookingStatus.Cancelled), BookingRefusals.NotBegun);

    [Function("BookingsNoShow")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/no-show")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<RecordNoShowFunction>(request, id, context, call => BookingAnswer.OfAsync(
            id, booking => handler.HandleAsync(new RecordOutcome(booking, call.Caller.Actor, IsNoShow: true), call.Command, call.Cancellation)));
}

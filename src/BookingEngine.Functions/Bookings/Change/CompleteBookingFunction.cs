using BookingEngine.Bookings;
using BookingEngine.Bookings.Complete;
using BookingEngine.Calendars.Events;
using BookingEngine.Users;

namespace BookingEngine.Functions.Bookings.Change;

public sealed class CompleteBookingFunction(BookingEdge edge, RecordOutcomeHandler handler) : IHttpFunction
{
    public static string Name => "PostComplete";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    public static Operation Operation => BookingOperations.Change(
        "Record that a booking took place", $"{BookingOperations.StaffOnly} The booking must be confirmed, and must have begun.",
        "completed", BookingRefusals.WrongState(BookingStatus.Cancelled), BookingRefusals.NotBegun);

    [Function("BookingsComplete")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/complete")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<CompleteBookingFunction>(request, id, context, call => BookingAnswer.OfAsync(
            id, booking => handler.HandleAsync(new RecordOutcome(booking, call.Caller.Actor, IsNoShow: false), call.Command, call.Cancellation)));
}

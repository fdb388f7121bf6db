using BookingEngine.Bookings;
using BookingEngine.Bookings.Approve;
using BookingEngine.Calendars.Events;
using BookingEngine.Slots;
using BookingEngine.Users;

namespace BookingEngine.Functions.Bookings.Change;

public sealed class ApproveBookingFunction(BookingEdge edge, DecidePendingHandler handler) : IHttpFunction
{
    public static string Name => "PostApprove";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    public static Operation Operation => BookingOperations.Change(
        "Approve a booking", $"{BookingOperations.StaffOnly} If several bookings wait for the same time, the first one that is approved gets it.",
        "confirmed", BookingRefusals.WrongState(BookingStatus.Confirmed), SlotRefusals.Unavailable, SlotRefusals.InThePast);

    [Function("BookingsApprove")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/approve")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<ApproveBookingFunction>(request, id, context, call => BookingAnswer.OfAsync(
            id, booking => handler.HandleAsync(new DecidePending(booking, call.Caller.Actor, IsApproved: true), call.Command, call.Cancellation)));
}

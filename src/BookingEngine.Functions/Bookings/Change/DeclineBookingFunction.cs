using BookingEngine.Bookings.Approve;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings.Change;

public sealed class DeclineBookingFunction(HttpEdge edge, DecidePendingHandler handler) : IHttpFunction
{
    public static string Name => "PostDecline";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    [Function("BookingsDecline")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/decline")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<DeclineBookingFunction>(request, context, call => BookingAnswer.OfAsync(
            id, booking => handler.HandleAsync(new DecidePending(booking, call.Caller.Actor, IsApproved: false), call.Command, call.Cancellation)));
}

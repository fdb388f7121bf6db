using BookingEngine.Bookings.Cancel;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.RateLimiting;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings.Change;

public sealed class CancelBookingFunction(HttpEdge edge, CancelBookingHandler handler) : IHttpFunction
{
    public static string Name => "PostCancel";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write);

    [Function("BookingsCancel")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/cancel")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<CancelBookingFunction>(request, context, call => BookingAnswer.OfAsync(
            id, booking => handler.HandleAsync(new CancelBooking(booking, call.Caller.Actor), call.Command, call.Cancellation)));
}

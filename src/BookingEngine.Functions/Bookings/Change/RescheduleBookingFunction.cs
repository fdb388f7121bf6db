using BookingEngine.Bookings.Reschedule;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings.Change;

public sealed class RescheduleBookingFunction(HttpEdge edge, RescheduleBookingHandler handler) : IHttpFunction
{
    public static string Name => "PostReschedule";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Book);

    [Function("BookingsReschedule")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/reschedule")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<RescheduleBookingFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var (request, problem) = await call.ReadBodyAsync<RescheduleBookingRequest>();
        return request is null ? problem! : await BookingAnswer.OfAsync(id, booking => handler.HandleAsync(
            new RescheduleBooking(booking, call.Caller.Actor, request.Slot, request.ResourceId, request.Override), call.Command, call.Cancellation));
    }
}

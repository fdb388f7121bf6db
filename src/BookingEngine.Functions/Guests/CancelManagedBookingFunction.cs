using BookingEngine.Bookings.Cancel;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.RateLimiting;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Guests;

public sealed class CancelManagedBookingFunction(HttpEdge edge, ManagedBooking managed, CancelBookingHandler handler) : IHttpFunction
{
    public static string Name => "CancelManagedBooking";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Write);

    [Function("ManageCancel")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/booking/cancel")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CancelManagedBookingFunction>(request, context, call => managed.RunAsync(call, (booking, actor, command) =>
            handler.HandleAsync(new CancelBooking(booking.Id, actor), command, call.Cancellation).AnswerAsync(BookingView.Of, BookingsJson.Default.BookingView)));
}

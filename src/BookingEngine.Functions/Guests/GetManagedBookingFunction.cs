using BookingEngine.Bookings.Show;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.RateLimiting;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Guests;

public sealed class GetManagedBookingFunction(HttpEdge edge, ManagedBooking managed, GetBookingHandler handler) : IHttpFunction
{
    public static string Name => "GetManagedBooking";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Read);

    [Function("ManageGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage/booking")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetManagedBookingFunction>(request, context, call => managed.RunAsync(call, (booking, actor, _) =>
            handler.HandleAsync(new GetBookingQuery(booking.Id, actor, null), call.Now, call.Cancellation)
                .AnswerAsync(BookingView.Of, BookingsJson.Default.BookingView)));
}

using BookingEngine.Bookings;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Commands;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Guests;

public sealed class RescheduleManagedBookingFunction(HttpEdge edge, ManagedBooking managed, RescheduleBookingHandler handler) : IHttpFunction
{
    public static string Name => "RescheduleManagedBooking";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Book);

    [Function("ManageReschedule")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/booking/reschedule")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RescheduleManagedBookingFunction>(
            request, context, call => managed.RunAsync(call, (booking, actor, command) => AnswerAsync(call, booking, actor, command)));

    private async Task<IResult> AnswerAsync(ApiCall call, Booking booking, Actor actor, CommandContext command)
    {
        var (request, problem) = await call.ReadBodyAsync<RescheduleManagedBookingRequest>();
        return request is null ? problem! : await handler
            .HandleAsync(new RescheduleBooking(booking.Id, actor, request.Slot, request.ResourceId, IsOverride: false), command, call.Cancellation)
            .AnswerAsync(BookingView.Of, BookingsJson.Default.BookingView);
    }
}

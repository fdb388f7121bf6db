using BookingEngine.Bookings;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Series.Change;
using BookingEngine.Calendars.Events;

namespace BookingEngine.Functions.Bookings.Change;

public sealed class CancelBookingFunction(BookingEdge edge, CancelBookingHandler handler, CancelSeriesHandler series) : IHttpFunction
{
    public static string Name => "PostCancel";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write);

    public static Operation Operation => BookingOperations.Change(
        "Cancel a booking",
        "Frees the booking's time. Customers can cancel until the cancellation notice that applied when they booked. "
        + "Staff of the resource and administrators can cancel at any time. A repeated request gets the same answer. With `scope`, it cancels several bookings "
        + "of a series: those that are ahead. Those within the notice are kept.",
        "cancelled", BookingRefusals.WrongState(BookingStatus.Completed), BookingRefusals.CancellationWindow).WithReason("I am ill.");

    [Function("BookingsCancel")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/cancel")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<CancelBookingFunction>(request, id, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var (request, problem) = await call.ReadOptionalBodyAsync<ScopedReasonRequest>();
        return request is null ? problem! : await BookingAnswer.OfAsync(
            id, request.Scope, booking => handler.HandleAsync(CommandOf(booking), call.Command, call.Cancellation),
            (booking, scope) => series.HandleAsync(new CancelSeries(CommandOf(booking), scope), call.Command, call.Cancellation));

        CancelBooking CommandOf(BookingId booking) => new(booking, call.Caller.Actor) { Reason = request!.Reason };
    }
}

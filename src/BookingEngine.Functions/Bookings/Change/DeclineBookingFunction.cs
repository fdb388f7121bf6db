using BookingEngine.Bookings;
using BookingEngine.Bookings.Approve;
using BookingEngine.Bookings.Series.Change;
using BookingEngine.Calendars.Events;
using BookingEngine.Users;

namespace BookingEngine.Functions.Bookings.Change;

public sealed class DeclineBookingFunction(BookingEdge edge, DecidePendingHandler handler, DecideSeriesHandler series) : IHttpFunction
{
    public static string Name => "PostDecline";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    public static Operation Operation => BookingOperations.Change(
        "Decline a booking", $"{BookingOperations.StaffOnly} The booking must be pending. With `scope`, it declines all pending bookings of a series.", "declined", BookingRefusals.WrongState(BookingStatus.Confirmed))
        .WithReason("We are closed that week.");

    [Function("BookingsDecline")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/decline")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<DeclineBookingFunction>(request, id, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var (request, problem) = await call.ReadOptionalBodyAsync<ScopedReasonRequest>();
        return request is null ? problem! : await BookingAnswer.OfAsync(
            id, request.Scope, booking => handler.HandleAsync(CommandOf(booking), call.Command, call.Cancellation),
            (booking, scope) => series.HandleAsync(new DecideSeries(CommandOf(booking), scope), call.Command, call.Cancellation));

        DecidePending CommandOf(BookingId booking) => new(booking, call.Caller.Actor, IsApproved: false) { Reason = request!.Reason };
    }
}

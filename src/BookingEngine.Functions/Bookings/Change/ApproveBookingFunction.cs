using BookingEngine.Bookings;
using BookingEngine.Bookings.Approve;
using BookingEngine.Bookings.Series.Change;
using BookingEngine.Calendars.Events;
using BookingEngine.Slots;
using BookingEngine.Users;

namespace BookingEngine.Functions.Bookings.Change;

public sealed class ApproveBookingFunction(BookingEdge edge, DecidePendingHandler handler, DecideSeriesHandler series) : IHttpFunction
{
    public static string Name => "PostApprove";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    public static Operation Operation => BookingOperations.Change(
        "Approve a booking",
        $"{BookingOperations.StaffOnly} If several bookings wait for the same time, the first one that is approved gets it. With `scope`, it approves all "
        + "pending bookings of a series at once.",
        "confirmed", BookingRefusals.WrongState(BookingStatus.Confirmed), SlotRefusals.Unavailable, SlotRefusals.InThePast, SeriesSelector.NoSeries)
        .WithScope();

    [Function("BookingsApprove")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/approve")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<ApproveBookingFunction>(request, id, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var (request, problem) = await call.ReadOptionalBodyAsync<ScopeRequest>();
        return request is null ? problem! : await BookingAnswer.OfAsync(
            id, request.Scope, booking => handler.HandleAsync(CommandOf(booking), call.Command, call.Cancellation),
            (booking, scope) => series.HandleAsync(new DecideSeries(CommandOf(booking), scope), call.Command, call.Cancellation));

        DecidePending CommandOf(BookingId booking) => new(booking, call.Caller.Actor, IsApproved: true);
    }
}

using BookingEngine.Bookings;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Bookings.Series;
using BookingEngine.Bookings.Series.Change;
using BookingEngine.Calendars.Events;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Functions.Bookings.Change;

public sealed class RescheduleBookingFunction(BookingEdge edge, RescheduleBookingHandler handler, RescheduleSeriesHandler series) : IHttpFunction
{
    public static string Name => "PostReschedule";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Book);

    public static Operation Operation => BookingOperations.Change(
        "Reschedule a booking",
        "Moves the booking to another time, at the same resource or at another. It keeps its id, its duration and the terms that applied when it was "
        + "booked. Customers can move it until the reschedule notice of those terms. Staff of the resource and administrators can move it at any "
        + "time. A repeated request gets the same answer. With `scope`, it moves several bookings of a series by as many days, and by as much on the clock.",
        "confirmed") with
    {
        Body = RequestBody.Json<RescheduleBookingRequest>(new() { ["slot"] = Samples.Slot, ["resource_id"] = "chair-2", ["reason"] = "The chair is broken." }),
        Problems =
        [
            .. BookingOperations.SlotProblems, Problem.Of(BookingRefusals.OverrideForbidden), Problem.Of(BookingRefusals.Unknown),
            Problem.Of(BookingRefusals.WrongState(BookingStatus.Cancelled)), Problem.Of(BookingRefusals.RescheduleWindow),
            Problem.Of(BookingRefusals.DayLimit(1)), Problem.Of(SlotRefusals.CustomerBusy), Problem.Of(BookingRefusals.Changed), Problem.Of(BookingRefusals.EndedLongAgo),
            Problem.Of(SeriesSelector.NoSeries), Problem.Of(RescheduleSeriesHandler.ResourceFixed),
            Problem.Of(new SeriesUnavailable([new SkippedTime(new LocalDateTime(2030, 5, 20, 14, 30), "taken")])),
            Problem.Of(BookingRefusals.OneResource), Problem.Of(BookingRefusals.VisitChanged), Problem.Of(SlotRefusals.NeedsNotMet),
        ],
    };

    [Function("BookingsReschedule")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/reschedule")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<RescheduleBookingFunction>(request, id, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var (request, problem) = await call.ReadBodyAsync<RescheduleBookingRequest>();
        return request is null ? problem! : await BookingAnswer.OfAsync(
            id, request.Scope, booking => handler.HandleAsync(CommandOf(booking), call.Command, call.Cancellation),
            (booking, scope) => series.HandleAsync(
                new RescheduleSeries(CommandOf(booking), scope, request.Skips is true) { IncludesMoved = request.IncludeMoved is true }, call.Command, call.Cancellation));

        RescheduleBooking CommandOf(BookingId booking) =>
            new(booking, call.Caller.Actor, request!.Slot, request.ResourceId, request.Override)
            {
                Reason = request.Reason,
                ResourceIds = request.ResourceIds ?? [],
            };
    }
}

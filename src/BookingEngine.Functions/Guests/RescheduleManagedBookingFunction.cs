using BookingEngine.Bookings;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.Functions.Bookings;
using BookingEngine.Slots;

namespace BookingEngine.Functions.Guests;

public sealed class RescheduleManagedBookingFunction(HttpEdge edge, ManagedBooking managed, RescheduleBookingHandler handler) : IHttpFunction
{
    public static string Name => "RescheduleManagedBooking";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Book);

    public static Operation Operation => new(
        OperationGroup.Guests, "Reschedule the link's booking", $"{ManagedBooking.WithLink} Possible until the reschedule notice.",
        BookingOperations.Shown("The booking as it is now.", "confirmed"))
    {
        Body = RequestBody.Json<RescheduleManagedBookingRequest>(new() { ["slot"] = Samples.Slot, ["reason"] = "My train is late." }),
        Problems =
        [
            .. BookingOperations.SlotProblems, ManagedBooking.InvalidLink, Problem.Of(BookingRefusals.WrongState(BookingStatus.Cancelled)),
            Problem.Of(BookingRefusals.RescheduleWindow), Problem.Of(BookingRefusals.DayLimit(1)), Problem.Of(SlotRefusals.CustomerBusy), Problem.Of(BookingRefusals.Changed),
            Problem.Of(BookingRefusals.EndedLongAgo), Problem.Of(BookingRefusals.OneResource),
            Problem.Of(SlotRefusals.NeedsNotMet), Problem.Of(BookingRefusals.VisitChanged),
        ],
    };

    [Function("ManageReschedule")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/booking/reschedule")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RescheduleManagedBookingFunction>(
            request, context, call => managed.RunAsync(call, (booking, actor, command) => AnswerAsync(call, booking, actor, command)));

    private async Task<IResult> AnswerAsync(ApiCall call, Booking booking, Actor actor, CommandContext command)
    {
        var (request, problem) = await call.ReadBodyAsync<RescheduleManagedBookingRequest>();
        if (request is null)
        {
            return problem!;
        }

        var move = new RescheduleBooking(booking.Id, actor, request.Slot, request.ResourceId, IsOverride: false)
        {
            Reason = request.Reason,
            ResourceIds = request.ResourceIds ?? [],
        };
        return await handler.HandleAsync(move, command, call.Cancellation).AnswerAsync();
    }
}

using BookingEngine.Bookings;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.Functions.Bookings;

namespace BookingEngine.Functions.Guests;

public sealed class CancelManagedBookingFunction(HttpEdge edge, ManagedBooking managed, CancelBookingHandler handler) : IHttpFunction
{
    public static string Name => "CancelManagedBooking";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Write);

    public static Operation Operation => new Operation(
        OperationGroup.Guests, "Cancel the link's booking", $"{ManagedBooking.WithLink} Possible until the cancellation notice.",
        BookingOperations.Shown("The booking as it is now.", "cancelled"))
    {
        Problems =
        [
            ManagedBooking.InvalidLink, Problem.Of(BookingRefusals.CancellationWindow), Problem.Of(BookingRefusals.WrongState(BookingStatus.Completed)),
            Problem.Of(BookingRefusals.EndedLongAgo),
        ],
    }.WithReason("I am ill.");

    [Function("ManageCancel")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/booking/cancel")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CancelManagedBookingFunction>(
            request, context, call => managed.RunAsync(call, (booking, actor, command) => AnswerAsync(call, booking, actor, command)));

    private async Task<IResult> AnswerAsync(ApiCall call, Booking booking, Actor actor, CommandContext command)
    {
        var (request, problem) = await call.ReadOptionalBodyAsync<ChangeReasonRequest>();
        return request is null ? problem! : await handler
            .HandleAsync(new CancelBooking(booking.Id, actor) { Reason = request.Reason }, command, call.Cancellation).AnswerAsync();
    }
}

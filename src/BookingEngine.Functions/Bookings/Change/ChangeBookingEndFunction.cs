using BookingEngine.Bookings;
using BookingEngine.Bookings.ChangeEnd;
using BookingEngine.Calendars.Events;
using BookingEngine.Slots;
using BookingEngine.Times;
using BookingEngine.Users;

namespace BookingEngine.Functions.Bookings.Change;

public sealed class ChangeBookingEndFunction(BookingEdge edge, ChangeEndHandler handler) : IHttpFunction
{
    public static string Name => "PostEnd";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    public static Operation Operation => BookingOperations.Change(
        "End a running booking earlier or later",
        $"{BookingOperations.StaffOnly} The booking must be confirmed and running, and not part of a group session. After an early end, the rest of its "
        + "time is free. A later end needs free time within the opening hours. A visit ends with the last segment that begins before its new end: those "
        + "after it do not take place.",
        "confirmed") with
    {
        Body = RequestBody.Json<ChangeBookingEndRequest>(new() { ["end"] = Samples.SlotEnd }),
        Problems =
        [
            Problem.Of(BookingRefusals.Unknown), Problem.Of(BookingRefusals.EndedLongAgo),
            Problem.Of(BookingRefusals.WrongState(BookingStatus.Pending)), Problem.Of(BookingRefusals.NotRunning),
            Problem.Of(BookingRefusals.SharedSession), Problem.Of(BookingRefusals.EndBeforeStart), Problem.Of(BookingRefusals.EndTooLate),
            Problem.Of(BookingRefusals.ServiceChanging), Problem.Of(BookingRefusals.ResourceMoving), Problem.Of(BookingRefusals.Changed),
            Problem.Of(SlotRefusals.OutsideHours), Problem.Of(SlotRefusals.Unavailable), Problem.Of(SlotRefusals.BookingLimit),
            Problem.Of(SlotRefusals.CustomerBusy), .. BookingOperations.LocalTimeProblems, RequestProblems.InvalidField("end", SlotTime.Format),
        ],
    };

    [Function("BookingsEnd")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/end")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<ChangeBookingEndFunction>(request, id, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var (request, problem) = await call.ReadBodyAsync<ChangeBookingEndRequest>();
        return request is null ? problem! : await BookingAnswer.OfAsync(id, booking => handler.HandleAsync(
            new ChangeEnd(booking, call.Caller.Actor, request.End, request.Override), call.Command, call.Cancellation));
    }
}

using BookingEngine.Bookings;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Functions.Guests;
using BookingEngine.Slots;
using BookingEngine.Times;
using BookingEngine.Users;

namespace BookingEngine.Functions.Pages;

/// <summary>Handles the forms of the manage page.</summary>
public sealed class SubmitManagePageFunction(
    HttpEdge edge, ManagedBooking managed, ManagePage page, CancelBookingHandler cancellations, RescheduleBookingHandler rescheduling) : IHttpFunction
{
    public static string Name => "ManageSubmit";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Write);

    public static Operation? Operation => null;

    [Function("PageManageSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<SubmitManagePageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (form, _, problem) = await call.ReadFormAsync<ManagePageForm>();
        if (form is null)
        {
            return problem!;
        }

        if (await managed.OpenAsync(call, form.Token) is not { } booking)
        {
            return ManagePage.Invalid;
        }

        var outcome = await RunAsync(call, booking, form.Slot);
        return outcome.IsRefused(out var refusal, out var changed)
            ? await page.ShowAsync(call, StatusCodes.Status409Conflict, booking, form.Token, refusal)
            : await page.ShowAsync(call, StatusCodes.Status200OK, changed, form.Token, refusal: null);
    }

    /// <param name="slot">The new time. Empty to cancel.</param>
    private async Task<Outcome<Booking>> RunAsync(ApiCall call, Booking booking, string slot)
    {
        var (actor, context) = (new Actor(booking.UserId, Role.Customer), ManagedBooking.ContextOf(call, booking));
        return slot.Length == 0 ? await cancellations.HandleAsync(new CancelBooking(booking.Id, actor), context, call.Cancellation)
            : SlotTime.TryRead(slot) is { } when
                ? await rescheduling.HandleAsync(new RescheduleBooking(booking.Id, actor, when, null, IsOverride: false), context, call.Cancellation)
                : SlotRefusals.OffGrid;
    }
}

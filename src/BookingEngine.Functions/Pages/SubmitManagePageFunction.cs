using BookingEngine.Bookings;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Functions.Fields;
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

    private static readonly Refusal Unclear = new(
        RefusalKind.Rule, "invalid_fields", "It is not clear what to do, so nothing has changed. Choose another time, or cancel.");

    private static readonly Refusal LongReason = new(
        RefusalKind.Rule, "invalid_fields", $"The reason is too long, so nothing has changed. Write at most {BookingFields.MaximumReason} characters.");

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (form, errors, problem) = await call.ReadFormAsync<ManagePageForm>();
        if (form is null)
        {
            return problem!;
        }

        if (await managed.OpenAsync(call, form.Token) is not { } booking)
        {
            return ManagePage.Invalid;
        }

        if (errors.Problem is not null || form.Asked(call.Request.Form.Keys) is not { } action)
        {
            return await page.ShowAsync(call, StatusCodes.Status422UnprocessableEntity, booking, form.Token, errors.Has("reason") ? LongReason : Unclear);
        }

        var outcome = await RunAsync(call, booking, action, form);
        return outcome.IsRefused(out var refusal, out var changed)
            ? await page.ShowAsync(call, StatusCodes.Status409Conflict, booking, form.Token, refusal)
            : await page.ShowAsync(call, StatusCodes.Status200OK, changed, form.Token, refusal: null);
    }

    private async Task<Outcome<Booking>> RunAsync(ApiCall call, Booking booking, ManagePageAction action, ManagePageForm form)
    {
        var (actor, context) = (new Actor(booking.UserId, Role.Customer), ManagedBooking.ContextOf(call));
        return action is ManagePageAction.Cancel ? await cancellations.HandleAsync(
                new CancelBooking(booking.Id, actor) { Reason = form.Reason }, context, call.Cancellation)
            : SlotTime.TryRead(form.Slot!) is { } when
                ? await rescheduling.HandleAsync(
                    new RescheduleBooking(booking.Id, actor, when, null, IsOverride: false) { Reason = form.Reason }, context, call.Cancellation)
                : SlotRefusals.OffGrid;
    }
}

using System.Globalization;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Approve;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Complete;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Slots;
using BookingEngine.Times;
using BookingEngine.Users;

namespace BookingEngine.Functions.Pages.Staff.Change;

/// <summary>Handles the forms of the page, by the handlers of the routes.</summary>
public sealed class SubmitStaffBookingPageFunction(
    PageEdge edge, StaffBookings bookings, StaffBookingPage page, LimitGate limits, DecidePendingHandler decisions, RescheduleBookingHandler rescheduling,
    CancelBookingHandler cancellations, RecordOutcomeHandler outcomes) : IHttpFunction
{
    public static string Name => "StaffBookingSubmit";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Write, Role.Staff, Role.Admin);

    public static Operation? Operation => null;

    [Function("PageStaffBookingSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/bookings/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunFormAsync<SubmitStaffBookingPageFunction, StaffBookingForm>(
            request, context, (visit, form, errors) => AnswerAsync(visit, id, form, errors));

    private async Task<IResult> AnswerAsync(PageVisit visit, string id, StaffBookingForm form, FieldErrors errors)
    {
        if (BookingAnswer.ReadId(id) is not { } booking || await bookings.FindAsync(visit.Call, booking) is not { CanChange: true } shown)
        {
            return StaffLayout.NotFound(visit);
        }

        if (errors.Problem is not null || form.Action is not { } action)
        {
            return await page.ShowAsync(visit, StatusCodes.Status422UnprocessableEntity, shown, ErrorOf(visit.Look, errors));
        }

        // As on the route.
        return action is StaffAction.Move && await limits.CheckAsync(RateLimitName.Book, visit.Call.Request, visit.Call.Now, visit.Call.Cancellation) is { } tooMany
            ? SessionPages.TooMany(visit, tooMany)
            : await RunAsync(visit, shown, action, form);
    }

    private async Task<IResult> RunAsync(PageVisit visit, StaffBooking shown, StaffAction action, StaffBookingForm form) =>
        (await RunAsync(visit.Call, shown.Booking, action, form)).IsRefused(out var refusal, out _)
            ? await page.ShowAsync(
                visit, StatusCodes.Status409Conflict, await bookings.FindAsync(visit.Call, shown.Booking.Id) ?? shown, StaffBookingPage.ErrorOf(visit.Look.Texts, refusal))
            : new SeeOther($"{StaffPaths.Booking(shown.Booking.Id)}?done={StaffBookingForm.NameOf(action)}");

    private async Task<Outcome<Booking>> RunAsync(ApiCall call, Booking booking, StaffAction action, StaffBookingForm form)
    {
        var (id, actor, context, cancellation) = (booking.Id, call.Caller.Actor, call.Command, call.Cancellation);
        return action switch
        {
            StaffAction.Approve => await decisions.HandleAsync(new DecidePending(id, actor, IsApproved: true), context, cancellation),
            StaffAction.Decline => await decisions.HandleAsync(new DecidePending(id, actor, IsApproved: false) { Reason = form.Reason }, context, cancellation),
            StaffAction.Cancel => await cancellations.HandleAsync(new CancelBooking(id, actor) { Reason = form.Reason }, context, cancellation),
            StaffAction.Move when form.Slot is { } slot && SlotTime.TryRead(slot) is { } when => await rescheduling.HandleAsync(
                new RescheduleBooking(id, actor, when, null, IsOverride: false) { Reason = form.Reason }, context, cancellation),
            StaffAction.Move => SlotRefusals.OffGrid,
            _ => await outcomes.HandleAsync(new RecordOutcome(id, actor, IsNoShow: action is StaffAction.NoShow), context, cancellation),
        };
    }

    private static string ErrorOf(PageLook look, FieldErrors errors) => errors.Has("reason")
        ? look.Texts.With("page.manage.long_reason", BookingFields.MaximumReason.ToString(CultureInfo.InvariantCulture))
        : look.Texts["staff.unclear"];
}

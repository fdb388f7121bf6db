using System.Globalization;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Guests;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Languages;
using BookingEngine.Slots;
using BookingEngine.Times;
using BookingEngine.Users;

namespace BookingEngine.Functions.Pages.Manage;

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
        var (form, errors, problem) = await call.ReadFormAsync<ManagePageForm>();
        if (form is null)
        {
            return problem!;
        }

        if (await managed.OpenAsync(call, form.Token) is not { } booking)
        {
            return await page.ShowInvalidAsync(call);
        }

        if (errors.Problem is not null || form.Asked(call.Request.Form.Keys) is not { } action)
        {
            return await page.ShowAsync(call, StatusCodes.Status422UnprocessableEntity, booking, form.Token, texts => ErrorOf(texts, errors));
        }

        var outcome = await RunAsync(call, booking, action, form);
        return outcome.IsRefused(out var refusal, out var changed)
            ? await page.ShowAsync(call, StatusCodes.Status409Conflict, booking, form.Token, texts => PageErrors.Of(texts, refusal))
            : await page.ShowAsync(call, StatusCodes.Status200OK, changed, form.Token, error: null);
    }

    private static string ErrorOf(Texts texts, FieldErrors errors) => errors.Has("reason")
        ? texts.With("page.manage.long_reason", BookingFields.MaximumReason.ToString(CultureInfo.InvariantCulture))
        : texts["page.manage.unclear"];

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

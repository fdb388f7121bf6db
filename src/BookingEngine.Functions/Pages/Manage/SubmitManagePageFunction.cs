using System.Globalization;
using BookingEngine.Bookings;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Guests;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Languages;
using BookingEngine.Users;

namespace BookingEngine.Functions.Pages.Manage;

/// <summary>Handles the forms of the manage page.</summary>
public sealed class SubmitManagePageFunction(
    HttpEdge edge, ManagedBooking managed, ManagePage page, CustomerChanges changes) : IHttpFunction
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

        var outcome = await changes.RunAsync(new Actor(booking.UserId, Role.Customer), booking.Id, action, form, ManagedBooking.ContextOf(call), call.Cancellation);
        return outcome.IsRefused(out var refusal, out var changed)
            ? await page.ShowAsync(call, StatusCodes.Status409Conflict, booking, form.Token, texts => PageErrors.Of(texts, refusal))
            : await page.ShowAsync(call, StatusCodes.Status200OK, changed, form.Token, error: null);
    }

    internal static string ErrorOf(Texts texts, FieldErrors errors) => errors.Has("reason")
        ? texts.With("page.manage.long_reason", BookingFields.MaximumReason.ToString(CultureInfo.InvariantCulture))
        : texts["page.manage.unclear"];
}

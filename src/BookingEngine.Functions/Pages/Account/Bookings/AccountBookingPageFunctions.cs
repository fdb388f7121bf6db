using BookingEngine.Bookings;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Manage;
using BookingEngine.Functions.Pages.Sessions;

namespace BookingEngine.Functions.Pages.Account.Bookings;

/// <summary>The page of an appointment.</summary>
public sealed class AccountBookingPageFunction(AccountEdge edge, OwnBookings bookings) : IHttpFunction
{
    public static string Name => "AccountBookingPage";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageAccountBooking")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "account/bookings/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<AccountBookingPageFunction>(request, context, async (visit, _) => await bookings.FindAsync(visit.Call, id) is { } booking
            ? await bookings.ShowAsync(visit, StatusCodes.Status200OK, booking, error: null)
            : AccountLayout.NotFound(visit));
}

/// <summary>The appointment as a file for a calendar.</summary>
public sealed class AccountEntryFunction(AccountEdge edge, OwnBookings bookings, EntryFiles files) : IHttpFunction
{
    public static string Name => "AccountEntry";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageAccountEntry")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "account/bookings/{id}/entry")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<AccountEntryFunction>(request, context, async (visit, _) => await bookings.FindAsync(visit.Call, id) is { } booking
            ? await files.OfAsync(visit.Call, visit.Look, booking)
            : AccountLayout.NotFound(visit));
}

/// <summary>Handles the forms of the page, by the handlers of the routes.</summary>
public sealed class SubmitAccountBookingPageFunction(AccountEdge edge, OwnBookings bookings, CustomerChanges changes, LimitGate limits) : IHttpFunction
{
    public static string Name => "AccountBookingSubmit";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Write);

    public static Operation? Operation => null;

    [Function("PageAccountBookingSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "account/bookings/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<SubmitAccountBookingPageFunction>(request, context, async (visit, _) => await bookings.FindAsync(visit.Call, id) is { } booking
            ? await AnswerAsync(visit, booking)
            : AccountLayout.NotFound(visit));

    private async Task<IResult> AnswerAsync(PageVisit visit, Booking booking)
    {
        var call = visit.Call;
        var (form, errors, problem) = await call.ReadFormAsync<ManagePageForm>();
        if (form is null)
        {
            return problem!;
        }

        if (errors.Problem is not null || form is { Action: null } || form.Asked(call.Request.Form.Keys) is not { } action)
        {
            return await bookings.ShowAsync(visit, StatusCodes.Status422UnprocessableEntity, booking, texts => SubmitManagePageFunction.ErrorOf(texts, errors));
        }

        // As on the route.
        if (action is ManagePageAction.Move && await limits.CheckAsync(RateLimitName.Book, call.Request, call.Now, call.Cancellation) is { } tooMany)
        {
            return SessionPages.TooMany(visit, tooMany);
        }

        return (await changes.RunAsync(OwnBookings.OwnerOf(call), booking.Id, action, form, call.Command, call.Cancellation)).IsRefused(out var refusal, out _)
            ? await bookings.ShowAsync(visit, StatusCodes.Status409Conflict, booking, texts => PageErrors.Of(texts, refusal))
            : new SeeOther($"{AccountLayout.Home}/bookings/{booking.Id}?done={(action is ManagePageAction.Move ? "move" : "cancel")}");
    }
}

using BookingEngine.Bookings.Book;
using BookingEngine.Functions.Bookings.Book;
using BookingEngine.Functions.Pages.Book;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Functions.Pages.Staff.Change;
using BookingEngine.Slots;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Functions.Pages.Staff.Guests;

/// <summary>Handles the forms of the page. A form that is sent twice books once.</summary>
public sealed class SubmitGuestPageFunction(PageEdge edge, GuestOffers offers, GuestPages pages, LimitGate limits, BookSlotHandler slots) : IHttpFunction
{
    public static string Name => "StaffGuestSubmit";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Write, Role.Staff, Role.Admin);

    public static Operation? Operation => null;

    [Function("PageStaffGuestSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/new")] HttpRequest request, FunctionContext context) =>
        edge.RunFormAsync<SubmitGuestPageFunction, GuestForm>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(PageVisit visit, GuestForm form, FieldErrors errors)
    {
        if (form.Choice.Service is not { } service || await offers.FindAsync(visit.Call, service) is not { } offer
            || offer.Resources.FirstOrDefault(r => r.Id.Value == form.Choice.Resource) is not { } resource)
        {
            return StaffLayout.NotFound(visit);
        }

        return GuestPages.StartOf(form.Choice) is not { } start ? await pages.TimesAsync(visit, offer, resource, form.Choice, StatusCodes.Status422UnprocessableEntity)
            : form.Books ? await BookAsync(visit, offer, resource, form, start, errors)
            : visit.Call.Request.Form.ContainsKey("name") ? Person(visit, offer, resource, form, StatusCodes.Status200OK, new FieldErrors())
            : new SeeOther(form.Choice.Address());
    }

    private async Task<IResult> BookAsync(PageVisit visit, GuestOffer offer, StaffResource resource, GuestForm form, Instant start, FieldErrors errors)
    {
        var call = visit.Call;
        var details = BookingDetails.Read(form.Notes, FormAnswers.Of(call.Request.Form, offer.Service), offer.Service, errors);
        if (errors.Problem is not null)
        {
            return Person(visit, offer, resource, form, StatusCodes.Status422UnprocessableEntity, errors);
        }

        if (await limits.CheckAsync(RateLimitName.Book, call.Request, call.Now, call.Cancellation) is { } tooMany)
        {
            return SessionPages.TooMany(visit, tooMany);
        }

        var command = new BookSlot(call.Caller.UserId, offer.Service, start) { ResourceId = resource.Id, Details = details, For = (form.Guest, call.Caller.Actor) };
        return !(await slots.HandleAsync(command, visit.Once("guest booking"), call.Cancellation)).IsRefused(out var refusal, out var booked)
            ? new SeeOther($"{StaffPaths.Booking(booked.Id)}?done=booked")
            : refusal.Kind is RefusalKind.Forbidden ? StaffLayout.Refused(visit, refusal)
            : Person(
                visit, offer, resource, form, StatusCodes.Status409Conflict, new FieldErrors(), StaffBookingPage.ErrorOf(visit.Look.Texts, refusal),
                (refusal as SlotUnavailable)?.NextStarts);
    }

    // Whatever happens, nothing that was entered is lost.
    private static HtmlPage Person(
        PageVisit visit, GuestOffer offer, StaffResource resource, GuestForm form, int status, FieldErrors errors, string? error = null, IReadOnlyList<Instant>? offered = null) =>
        GuestPages.Person(
            visit, offer, resource, form.Choice, status, name => visit.Call.Request.Form[name] is [{ } text] ? text : "", errors, error, offered);
}

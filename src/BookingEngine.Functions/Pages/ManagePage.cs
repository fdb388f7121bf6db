using BookingEngine.Availability;
using BookingEngine.BookingMails;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Languages;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Functions.Pages;

public sealed class ManagePage(
    PageLooks looks, BookingContacts contacts, CatalogueCache catalogue, GetNextAvailabilityHandler availability, BookingReasons reasons)
{
    private const int OfferedTimes = 20;

    /// <summary>The same for every invalid link.</summary>
    public async Task<HtmlPage> ShowInvalidAsync(ApiCall call)
    {
        var look = await looks.OfAsync(call);
        return HtmlPage.Notice(
            look, StatusCodes.Status400BadRequest, look.Texts["page.invalid.title"], look.Texts["page.manage.invalid"], look.Texts["page.manage.invalid.next"]);
    }

    /// <param name="error">The error of the submitted form, if any.</param>
    public async Task<HtmlPage> ShowAsync(ApiCall call, int status, Booking booking, string token, Func<Texts, string>? error)
    {
        var contact = await contacts.FindCustomerAsync(booking, call.Cancellation);
        var look = await looks.OfAsync(call, contact?.Locale is { } known ? [known] : []);
        var service = await catalogue.ServiceAsync(booking.ServiceId, call.Cancellation);
        var reason = await reasons.DecryptAsync(booking, call.Cancellation);
        var isAhead = booking.IsActive && booking.Slot > call.Now;
        var times = isAhead ? await TimesAsync(call, booking) : [];
        var body = new ManageBody(look, booking, token);
        return new HtmlPage(
            look, status, look.Texts[TitleOf(booking)],
            $"""
            {(error is null ? "" : $"<p class=\"error\" role=\"alert\">{HtmlPage.Encode(error(look.Texts))}</p>")}
            {body.Facts(service?.Name ?? booking.ServiceId.Value, reason)}
            {(times.Count == 0 ? "" : body.MoveForm(times))}
            {(isAhead ? body.CancelForm() : "")}
            {(contact is { IsGuest: true, Address: not null } ? body.EraseForm() : "")}
            """);
    }

    private async Task<IReadOnlyList<Instant>> TimesAsync(ApiCall call, Booking booking)
    {
        var request = new AvailabilityRequest(booking.ServiceId, booking.ResourceId, booking.Quantity, null, CanSeeRetired: false)
        {
            Moving = (booking.Id, new Actor(booking.UserId, Role.Customer)),
        };
        var found = await availability.HandleAsync(new GetNextAvailability(request, null, OfferedTimes), call.Now, call.Cancellation);
        return found.IsRefused(out _, out var next) ? [] : [.. next.Slots.Select(slot => slot.Start)];
    }

    private static string TitleOf(Booking booking) => booking.Status switch
    {
        BookingStatus.Confirmed => "page.manage.confirmed",
        BookingStatus.Pending => "page.manage.pending",
        BookingStatus.Cancelled => "page.manage.cancelled",
        BookingStatus.Declined => "page.manage.declined",
        _ => "page.manage.over",
    };
}

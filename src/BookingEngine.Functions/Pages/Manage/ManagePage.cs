using BookingEngine.Availability;
using BookingEngine.BookingMails;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Book;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Languages;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Functions.Pages.Manage;

public sealed class ManagePage(
    PageLooks looks, BookingContacts contacts, CatalogueCache catalogue, MonthFinder months, GetBookingHandler bookings)
{
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
        var texts = await FindTextsAsync(call, booking);
        var (choice, body) = (MonthChoice.Of(call.Request), new ManageBody(look, booking, token));
        return new HtmlPage(
            look, status, look.Texts[TitleOf(booking)],
            $"""
            {(error is null ? "" : $"<p class=\"error\" role=\"alert\">{HtmlPage.Encode(error(look.Texts))}</p>")}
            {body.Facts(service?.Name ?? booking.ServiceId.Value, choice.Zone ?? ZoneData.Zones[booking.TimeZone], EnteredTexts.Of(look, service, texts?.Details), texts?.Reason)}
            {(booking.IsActive && booking.Slot > call.Now ? await ChangesAsync(call, booking, service, body, choice) : "")}
            {(contact is { IsGuest: true, Address: not null } ? body.GuestForms() : "")}
            """)
        {
            IsWide = true,
            Script = BookScript.Text,
        };
    }

    private async Task<DetailedBooking?> FindTextsAsync(ApiCall call, Booking booking) =>
        (await bookings.HandleAsync(new GetBookingQuery(booking.Id, new Actor(booking.UserId, Role.Customer), AsOf: null), call.Now, call.Cancellation))
        .IsRefused(out _, out var found) ? null : found;

    private async Task<string> ChangesAsync(ApiCall call, Booking booking, Service? service, ManageBody body, MonthChoice choice)
    {
        var request = new AvailabilityRequest(booking.ServiceId, booking.ResourceId, booking.Quantity, null, CanSeeRetired: false)
        {
            Moving = (booking.Id, new Actor(booking.UserId, Role.Customer)),
        };
        var view = await months.FindAsync(call, request, ZoneData.Zones[booking.TimeZone], service?.Horizon, choice);
        var canMove = view.Free.Count > 0 || view.Next is not null;
        return (canMove ? body.Move(view, call.Now, Latest(booking, service?.RescheduleNotice), choice.Month is not null || choice.Day is not null) : "")
            + body.Cancel(Latest(booking, service?.CancellationNotice));
    }

    private static Instant Latest(Booking booking, Duration? notice) => booking.Slot - (notice ?? Duration.Zero);

    private static string TitleOf(Booking booking) => booking.Status switch
    {
        BookingStatus.Confirmed => "page.manage.confirmed",
        BookingStatus.Pending => "page.manage.pending",
        BookingStatus.Cancelled => "page.manage.cancelled",
        BookingStatus.Declined => "page.manage.declined",
        _ => "page.manage.over",
    };
}

using BookingEngine.Availability;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Languages;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Functions.Pages.Manage;

/// <summary>A booking as its customer sees it, with the possible changes.</summary>
public sealed class BookingPanel(CatalogueCache catalogue, MonthFinder months, GetBookingHandler bookings)
{
    /// <summary>HTML.</summary>
    /// <param name="error">The error of the submitted form, if any.</param>
    public async Task<string> OfAsync(ApiCall call, PageLook look, Booking booking, ManageTarget target, Func<Texts, string>? error)
    {
        var service = await catalogue.ServiceAsync(booking.ServiceId, call.Cancellation);
        var texts = await FindTextsAsync(call, booking);
        var (choice, body) = (MonthChoice.Of(call.Request), new ManageBody(look, booking, target));
        return $"""
            {(error is null ? "" : $"<p class=\"error\" role=\"alert\">{HtmlPage.Encode(error(look.Texts))}</p>")}
            {body.Facts(service?.Name ?? booking.ServiceId.Value, choice.Zone ?? ZoneData.Zones[booking.TimeZone], EnteredTexts.Of(look, service, texts?.Details), texts?.Reason)}
            {(booking.IsActive && booking.Slot > call.Now ? await ChangesAsync(call, booking, service, body, choice) : "")}
            """;
    }

    /// <summary>The key of the title.</summary>
    public static string TitleOf(Booking booking) => booking.Status switch
    {
        BookingStatus.Confirmed => "page.manage.confirmed",
        BookingStatus.Pending => "page.manage.pending",
        BookingStatus.Cancelled => "page.manage.cancelled",
        BookingStatus.Declined => "page.manage.declined",
        _ => "page.manage.over",
    };

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
        var canMove = view.Free.Count > 0 || view.Next is not null || view.IsLarge;
        return (canMove ? body.Move(view, call.Now, Latest(booking, service?.RescheduleNotice), choice.Month is not null || choice.Day is not null) : "")
            + body.Cancel(Latest(booking, service?.CancellationNotice));
    }

    private static Instant Latest(Booking booking, Duration? notice) => booking.Slot - (notice ?? Duration.Zero);
}

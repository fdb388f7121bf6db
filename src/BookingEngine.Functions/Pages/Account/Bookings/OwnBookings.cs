using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Manage;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Languages;
using BookingEngine.Users;

namespace BookingEngine.Functions.Pages.Account.Bookings;

/// <summary>One of one's own appointments. Also those who may see others have only their own here.</summary>
public sealed class OwnBookings(GetBookingHandler bookings, BookingPanel panel)
{
    /// <summary>Null if there is none, or it is somebody else's.</summary>
    public async Task<Booking?> FindAsync(ApiCall call, string id) =>
        BookingAnswer.ReadId(id) is { } booking
            && !(await bookings.HandleAsync(new GetBookingQuery(booking, OwnerOf(call), AsOf: null), call.Now, call.Cancellation)).IsRefused(out _, out var found)
            && found.Booking.UserId == call.Caller.UserId
                ? found.Booking
                : null;

    /// <summary>The caller as a customer, whatever else the caller is.</summary>
    public static Actor OwnerOf(ApiCall call) => new(call.Caller.UserId, Role.Customer);

    /// <param name="error">The error of the submitted form, if any.</param>
    public async Task<HtmlPage> ShowAsync(PageVisit visit, int status, Booking booking, Func<Texts, string>? error)
    {
        var path = $"{AccountLayout.Home}/bookings/{booking.Id}";
        var target = new ManageTarget(path, [], [(PageVisit.TokenField, visit.FormToken)], $"{path}/entry");
        return AccountLayout.Page(
            visit, status, AccountLayout.Home, visit.Look.Texts[BookingPanel.TitleOf(booking)],
            AccountLayout.Done(visit, "move", "cancel") + await panel.OfAsync(visit.Call, visit.Look, booking, target, error));
    }
}

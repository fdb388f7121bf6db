using BookingEngine.Bookings;
using BookingEngine.Branding;
using BookingEngine.Calendars.Events;
using BookingEngine.Guests;
using BookingEngine.Notifications;

namespace BookingEngine.Functions.Bookings.Book;

/// <summary>The manage link in the answer to staff who book for a guest.</summary>
public sealed class GuestLinks(ManageLinks links, PublicLinks addresses, BrandCache brands)
{
    /// <summary>Null if the guest gets it by mail, or has an account.</summary>
    public async Task<string?> FindForAnswerAsync(ApiCall call, Booking booking, GuestRequest guest)
    {
        if (await links.ForNewAsync(booking, call.Caller.UserId, call.Now, call.Cancellation) is not { } link)
        {
            return null; // the address belongs to an account, whose owner signs in
        }

        var brand = await brands.FindAsync(call.Cancellation);
        var kind = booking.Status is BookingStatus.Pending ? MailKinds.Pending : MailKinds.Confirmed;
        return guest.Email is not null && brand.Sends(kind)
            ? null
            : addresses.Of(brand).Manage(links.TokenOf(link)).AbsoluteUri;
    }
}

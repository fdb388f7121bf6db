using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Branding;
using BookingEngine.Calendars.Events;
using BookingEngine.Guests;
using BookingEngine.Notifications;

namespace BookingEngine.Functions.Bookings.Book;

/// <summary>The manage links in the answer to staff who book for a guest.</summary>
public sealed class GuestLinks(ManageLinks links, PublicLinks addresses, BrandCache brands)
{
    /// <summary>One for each booking; none if the guest gets them by mail, or has an account.</summary>
    /// <param name="bookings">Of the guest, by one command.</param>
    public async Task<ImmutableArray<string>> FindForAnswerAsync(ApiCall call, ImmutableArray<Booking> bookings, GuestRequest guest)
    {
        if (await links.ForNewAsync(bookings, call.Caller.UserId, call.Now, call.Cancellation) is not { IsEmpty: false } found)
        {
            return []; // the address belongs to an account, whose owner signs in
        }

        var brand = await brands.FindAsync(call.Cancellation);
        var kind = bookings[0].Status is BookingStatus.Pending ? MailKinds.Pending : MailKinds.Confirmed;
        return guest.Email is not null && brand.Sends(kind)
            ? []
            : [.. found.Select(link => addresses.Of(brand).Manage(links.TokenOf(link)).AbsoluteUri)];
    }
}

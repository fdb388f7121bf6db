using BookingEngine.Aggregates;
using BookingEngine.BookingMails;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Guests;
using BookingEngine.Notifications;
using BookingEngine.Notifications.Templates;
using BookingEngine.Users;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Reading;

namespace BookingEngine.Erasure;

/// <summary>Finds the mail address of the guest whom a link is about. Anyone who has the guest's other links can ask for it, so the recipient has no name.</summary>
public sealed class GuestLinkRecipients(
    BookingFinder finder, BookingContacts contacts, GuestIdentities guests, UnprovedMails limit, AggregateLoader loader, WaitlistEntries entries, EntryTexts texts)
{
    /// <summary>Null if the guest is erased, or what had the address belongs to somebody else now.</summary>
    public async Task<MailRecipient?> FindAsync(IGuestLinkRequested requested, UserId person, Delivery delivery, CancellationToken cancellation) =>
        await (requested.EntryId is { } entry ? OfEntryAsync(entry, person, cancellation) : OfBookingAsync(requested.BookingId, person, delivery, cancellation)) is var (address, locale)
            ? new MailRecipient(address, "", locale is null ? [] : [locale])
            : null;

    private async Task<(string Address, string? Locale)?> OfEntryAsync(EntryId id, UserId person, CancellationToken cancellation) =>
        (await loader.RefreshAsync<User>(person.Stream, cancellation)).State.Status is UserStatus.Unknown
        && await entries.FindAsync(id, cancellation) is { } entry && entry.UserId == person
        && await texts.FindGuestAsync(entry, cancellation) is { Email: { } email, Locale: var locale }
            ? (email.Value, locale)
            : null;

    private async Task<(string Address, string? Locale)?> OfBookingAsync(BookingId id, UserId person, Delivery delivery, CancellationToken cancellation) =>
        await finder.FindAsync(id, cancellation) is { } booking && await IsOfAsync(booking, person, cancellation)
        && await contacts.FindCustomerAsync(booking, cancellation) is { IsGuest: true, Address: { } address, Locale: var locale }
        && (booking.UserId == person || await limit.MayBeSentAsync(delivery, $"{booking.UserId}", cancellation))
            ? (address, locale)
            : null;

    // Or of the unproved bookings of the guest's address.
    private async Task<bool> IsOfAsync(Booking booking, UserId person, CancellationToken cancellation) =>
        booking.UserId == person || booking.UserId == await guests.UnprovedOfAsync(person, cancellation);
}

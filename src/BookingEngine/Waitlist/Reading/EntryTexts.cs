using BookingEngine.Bookings;
using BookingEngine.Guests;

namespace BookingEngine.Waitlist.Reading;

/// <summary>Decrypts what an entry says about its guest.</summary>
public sealed class EntryTexts(BookingTexts texts)
{
    /// <summary>Null for an account's entry, and once the guest, or the entry's text, is erased.</summary>
    public async Task<Guest?> FindGuestAsync(WaitlistEntry entry, CancellationToken cancellation) =>
        await texts.DecryptAsync(entry.UserId, entry.Matter, entry.Details, cancellation) is { } text ? Guest.Split(text).Guest : null;
}

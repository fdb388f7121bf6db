using System.Text.Json;
using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Guests;
using BookingEngine.Notifications.Templates;
using BookingEngine.Users;
using BookingEngine.Users.Profiles;

namespace BookingEngine.BookingMails;

/// <param name="Address">Null for a guest who gave none.</param>
/// <param name="Locale">The language that the person said to read; null if it is unknown.</param>
public sealed record BookingContact(string Name, string? Address, string? Locale, bool IsGuest)
{
    /// <summary>Null without an address.</summary>
    /// <param name="accepted">The languages that the person's request accepted.</param>
    public MailRecipient? ToRecipient(IReadOnlyList<string> accepted) =>
        Address is null ? null : new MailRecipient(Address, Name, Locale is null ? accepted : [Locale, .. accepted]);
}

/// <summary>Finds whom a booking is for. Names and addresses are decrypted only here.</summary>
public sealed class BookingContacts(AggregateLoader loader, GetProfileHandler profiles, BookingTexts texts)
{
    /// <summary>Null if the customer was erased. From the decision on, because the key that opens name and address is erased last.</summary>
    public async Task<BookingContact?> FindCustomerAsync(Booking booking, CancellationToken cancellation) =>
        (await loader.RefreshAsync<User>(booking.UserId.Stream, cancellation)).State.Status is UserStatus.Erased
            ? null
            : await FindUserAsync(booking.UserId, cancellation) ?? await FindGuestAsync(booking, cancellation);

    /// <summary>Null if there is no such account, or the person was erased.</summary>
    public async Task<BookingContact?> FindUserAsync(UserId user, CancellationToken cancellation) =>
        await profiles.HandleAsync(user, cancellation) is { } profile
            ? new BookingContact(profile.FullName, profile.Email, profile.Locale, IsGuest: false)
            : null;

    private async Task<BookingContact?> FindGuestAsync(Booking booking, CancellationToken cancellation)
    {
        if (await texts.DecryptAsync(booking.UserId, booking.Id, booking.Details, cancellation) is not { } text)
        {
            return null;
        }

        using var details = JsonDocument.Parse(text);
        return details.RootElement.TryGetProperty(Guest.Member, out var guest)
            ? new BookingContact(
                guest.GetProperty("name").GetString()!, guest.GetProperty("email").GetString(),
                guest.TryGetProperty("locale", out var locale) ? locale.GetString() : null, IsGuest: true)
            : null;
    }
}

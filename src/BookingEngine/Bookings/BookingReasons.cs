using BookingEngine.Privacy;
using BookingEngine.Users;

namespace BookingEngine.Bookings;

/// <summary>Why somebody cancels, declines or moves a booking.</summary>
/// <param name="Customer">Whose key it is encrypted with.</param>
public sealed record BookingReason(UserId Customer, Encrypted Text);

/// <summary>Encrypts and decrypts the reasons of changes.</summary>
public sealed class BookingReasons(BookingTexts texts)
{
    /// <summary>Null if there is no reason, or if the customer was erased: nothing new is stored about them.</summary>
    public async Task<BookingReason?> EncryptAsync(string? reason, Booking booking) =>
        await texts.EncryptAsync(booking.UserId, booking.Id, reason, isKnown: true) is { } text ? new BookingReason(booking.UserId, text) : null;

    /// <summary>The reason of the booking's last change. Null if there is none, or if the customer was erased.</summary>
    public Task<string?> DecryptAsync(Booking booking, CancellationToken cancellation) =>
        texts.DecryptAsync(booking.UserId, booking.Id, booking.Reason, cancellation);
}

internal static class BookingReasonExtensions
{
    /// <summary>Whether the booking has got another customer since the reason was encrypted. Then nobody could read it.</summary>
    public static bool IsForOtherThan(this BookingReason? reason, UserId customer) => reason is not null && reason.Customer != customer;
}

using BookingEngine.Calendars.Events;
using BookingEngine.Privacy;
using BookingEngine.Users;

namespace BookingEngine.Bookings;

/// <summary>Encrypts and decrypts what people write about a booking: notes, answers, a guest's details, reasons. Each text needs the key of its
/// customer and the key of its booking. Erasing either makes it unreadable.</summary>
public sealed class BookingTexts(PersonalData personal)
{
    /// <summary>As many as one read of the keys returns.</summary>
    public const int MaximumKeys = 50;

    /// <summary>Null without a text, or if the customer was erased: nothing new is stored about them.</summary>
    /// <param name="isKnown">Whether the customer has a key already. Otherwise a guest may get one.</param>
    public async Task<Encrypted?> EncryptAsync(UserId customer, BookingId booking, string? text, bool isKnown = false) =>
        text is null ? null : (await personal.KeyForAsync(customer.ToString(), MatterOf(booking), isKnown))?.Encrypt(text);

    /// <summary>Null if the customer was erased.</summary>
    public async Task<MatterKey?> FindKeyAsync(UserId customer, BookingId booking, CancellationToken cancellation) =>
        (await FindKeysAsync([(customer, booking)], cancellation)).GetValueOrDefault((customer, booking));

    /// <summary>The keys of up to <see cref="MaximumKeys"/> bookings. Omits those of erased customers.</summary>
    public async Task<IReadOnlyDictionary<(UserId Customer, BookingId Booking), MatterKey>> FindKeysAsync(
        IReadOnlyCollection<(UserId Customer, BookingId Booking)> bookings, CancellationToken cancellation)
    {
        var found = await personal.FindKeysAsync([.. bookings.Select(b => (b.Customer.ToString(), MatterOf(b.Booking)))], cancellation);
        return bookings.Distinct().Where(b => found.ContainsKey((b.Customer.ToString(), MatterOf(b.Booking))))
            .ToDictionary(b => b, b => found[(b.Customer.ToString(), MatterOf(b.Booking))]);
    }

    /// <summary>Null without a text, or if the customer or the booking's texts were erased.</summary>
    public async Task<string?> DecryptAsync(UserId customer, BookingId booking, Encrypted? text, CancellationToken cancellation) =>
        text is { } encrypted ? (await FindKeyAsync(customer, booking, cancellation))?.Decrypt(encrypted) : null;

    /// <summary>Erases the texts of one booking, or of all bookings of its series.</summary>
    public Task EraseAsync(BookingId booking) => personal.EraseAsync(MatterOf(booking));

    // The bookings of a series have their texts in common.
    private static string MatterOf(BookingId booking) => SeriesId.Of(booking) is { } series ? $"series {series}" : $"booking {booking}";
}

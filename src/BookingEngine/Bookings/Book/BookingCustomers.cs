using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.Guests;
using BookingEngine.Privacy;

namespace BookingEngine.Bookings.Book;

/// <summary>The customer of a new booking, and what the booking keeps of them.</summary>
public sealed class BookingCustomers(GuestIdentities guests, BookingTexts texts, PersonalData personal)
{
    /// <summary>The command with its guest's id and texts; unchanged for customers who book for themselves.</summary>
    public async Task<BookSlot> IdentifyAsync(BookSlot command, CommandContext context, CancellationToken cancellation) =>
        command.For is not { Guest: var guest } ? command : command with
        {
            UserId = await guests.FindOrDeriveAsync(guest, context, cancellation),
            Details = guest.AddTo(command.Details),
        };

    /// <summary>Whether the booking would give a guest a key. Only a booking that the calendar would accept does, so that a refused one leaves none.</summary>
    public async Task<bool> IsNewGuestAsync(BookSlot command, CancellationToken cancellation) =>
        command.For is not null && await personal.FindKeyAsync(command.UserId.ToString(), cancellation) is null;

    /// <summary>The command's texts, encrypted; null if there are none.</summary>
    /// <returns>The refusal if the customer was erased meanwhile.</returns>
    public async Task<(Encrypted? Details, Refusal? Refusal)> EncryptAsync(BookSlot command, BookingId id)
    {
        var details = await texts.EncryptAsync(command.UserId, id, command.Details);
        return (details, details is null && command.Details is not null ? BookingRefusals.CustomerErased : null);
    }
}

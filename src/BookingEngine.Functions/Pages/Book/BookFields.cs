using BookingEngine.Functions.Bookings.Book;
using BookingEngine.Functions.Fields;
using BookingEngine.Users;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>The lengths of the form's fields, as the routes have them.</summary>
internal static class BookFields
{
    public const int MaximumName = UserFields.MaximumName, MaximumEmail = EmailAddress.MaximumLength, MaximumPhone = GuestRequest.MaximumPhone,
        MaximumNotes = CreateBookingRequest.MaximumNotes, MaximumAnswer = 1_000;
}

using BookingEngine.Functions.Bookings.Book;
using BookingEngine.Functions.Fields;
using BookingEngine.Guests;

namespace BookingEngine.Functions.Pages.Staff.Guests;

/// <summary>The form of a booking for a guest, as both of its pages send it.</summary>
/// <param name="Books">False if only a time was chosen.</param>
public sealed record GuestForm(GuestChoice Choice, bool Books, Guest Guest, string? Notes) : IRequest<GuestForm>
{
    public static GuestForm Read(RequestFields fields) => fields.Optional("action").AnyText() == "book"
        ? new(GuestChoice.Read(fields), true, ReadGuest(fields), fields.OptionalText("notes", null, CreateBookingRequest.MaximumNotes) is { Length: > 0 } notes ? notes : null)
        : new(GuestChoice.Read(fields), false, new Guest("", null, null), null);

    // A form sends fields that are empty.
    private static Guest ReadGuest(RequestFields fields) => new(
        fields.Name("name", null, UserFields.MaximumName),
        fields.Optional("email").AnyText() is { Length: > 0 } ? fields.Optional("email").Email() : null,
        fields.Optional("phone").SingleLine(GuestRequest.MaximumPhone) is { Length: > 0 } phone ? phone : null);
}

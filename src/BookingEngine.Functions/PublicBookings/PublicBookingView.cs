using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Functions.Bookings;

namespace BookingEngine.Functions.PublicBookings;

[Shape("PublicBooking", "A visitor's booking. It is the same whether or not the mail address is known.")]
public sealed record PublicBookingView(
    [property: Field("`confirmed`, `pending` (it must be approved), or `unconfirmed` (nothing is booked until the visitor follows the link in the mail).")] string Status,
    [property: Field("The booking's id. Null until it is confirmed by mail.")] Guid? Id,
    [property: Field("The start, with the offset of the location. Null until it is confirmed by mail.", Format = "date-time")] string? Slot,
    [property: Field("The end.", Format = "date-time")] string? End,
    [property: Field("The IANA time zone of the location.")] string? TimeZone,
    [property: Field("The link to manage the booking. Null until it is confirmed by mail.", Format = "uri-reference")] string? ManageLink,
    [property: Field("Until when the link in the mail is valid, and the slot is held. Null for a booking.", Format = "date-time")] string? ConfirmBy)
{
    internal static PublicBookingView Example => new(
        "confirmed", Samples.Booking, Samples.Slot, Samples.SlotEnd, "UTC", "/manage?token=AZejwrTVf26KkLHC0-T1BgAAAABw5Q", null);

    internal static PublicBookingView UnconfirmedExample => new("unconfirmed", null, null, null, null, null, "2030-05-01T09:44:02.1187Z");

    public static PublicBookingView Of(Booking booking, Uri manageLink)
    {
        var view = BookingView.Of(booking);
        return new(booking.Status.Name, booking.Id.Value, view.Slot, view.End, view.TimeZone, manageLink.AbsoluteUri, null);
    }

    public static PublicBookingView Unconfirmed(string confirmBy) => new("unconfirmed", null, null, null, null, null, confirmBy);
}

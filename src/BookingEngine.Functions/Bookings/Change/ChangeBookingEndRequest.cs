using BookingEngine.Functions.Fields;
using BookingEngine.Times;

namespace BookingEngine.Functions.Bookings.Change;

public sealed record ChangeBookingEndRequest(SlotInput End, bool Override) : IRequest<ChangeBookingEndRequest>
{
    public static ChangeBookingEndRequest Read(RequestFields fields) => new(
        fields.Required("end", "The new end, such as `2030-05-13T15:15:00Z`. Without an offset, it is local time at the location.").Slot() ?? default,
        fields.Flag("override", "Extends it even if hours, limits or other bookings forbid it."));
}

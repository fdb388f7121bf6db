using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Slots.Occupied;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Calendars;

[Shape("Calendar", "The bookings and holds of a resource.")]
public sealed record CalendarView(
    [property: Field("The resource.")] string ResourceId,
    [property: Field("The IANA time zone of the place where the resource stands when the range begins.")] string TimeZone,
    [property: Field("The instant that the calendar shows.", Format = "date-time")] string AsOf,
    [property: Field("Bookings and holds, by start.")] IReadOnlyList<CalendarEntryView> Entries);

[Shape("CalendarEntry", "A booking or hold in a calendar.")]
public sealed record CalendarEntryView(
    [property: Field("The id of the booking or hold.")] Guid Id,
    [property: Field("The status of a booking, `held` for a hold or a time that is being booked, or `arriving` for a booking that is moving here from another resource.")] string Status,
    [property: Field("The customer's id.")] Guid UserId,
    [property: Field("The service.")] string ServiceId,
    [property: Field("The start.", Format = "date-time")] string Slot,
    [property: Field("The end.", Format = "date-time")] string End,
    [property: Field("The number of places.")] int Quantity,
    [property: Field("When the hold expires. Null for bookings.", Format = "date-time")] string? ExpiresAt)
{
    public static CalendarEntryView Of(OccupiedSlot entry, DateTimeZone zone) => new(
        entry.Owner, entry.By is OccupiedBy.Move ? "arriving" : entry.By is OccupiedBy.Hold ? BookingStatus.Held.Name : entry.State.Status.Name, entry.State.UserId.Value, entry.ServiceId.Value,
        Rfc3339.Format(entry.Start, zone), Rfc3339.Format(entry.End, zone), entry.Quantity,
        entry.Expires is { } expires ? Rfc3339.Format(expires) : null);
}

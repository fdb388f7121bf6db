using BookingEngine.Bookings.Show;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.Functions.Calendars;

[Shape("Calendar", "What takes time of a resource.")]
public sealed record CalendarView(
    [property: Field("Whose calendar it is.")] string ResourceId,
    [property: Field("The time zone of the place, by its IANA name.")] string TimeZone,
    [property: Field("When it was so.", Format = "date-time")] string AsOf,
    [property: Field("Bookings and holds, by start.")] IReadOnlyList<CalendarEntryView> Entries)
{
    public static CalendarView Of(ShownCalendar shown) => new(
        shown.Resource.Id.Value, shown.Zone.Id, Rfc3339.Format(shown.AsOf), [.. shown.Entries.Select(e => CalendarEntryView.Of(e, shown.Zone))]);
}

[Shape("CalendarEntry", "A booking or hold in a calendar.")]
public sealed record CalendarEntryView(
    [property: Field("The id of the booking or hold.")] Guid Id,
    [property: Field("As of a booking; `held` for a hold, `arriving` for a booking that is on its way from another resource.")] string Status,
    [property: Field("Whose it is.")] Guid UserId,
    [property: Field("What is booked.")] string ServiceId,
    [property: Field("When it begins.", Format = "date-time")] string Slot,
    [property: Field("When it ends.", Format = "date-time")] string End,
    [property: Field("For how many places.")] int Quantity,
    [property: Field("From when on a hold is no more; null for bookings.", Format = "date-time")] string? ExpiresAt)
{
    public static CalendarEntryView Of(OccupiedSlot entry, DateTimeZone zone) => new(
        entry.Id, entry.By is OccupiedBy.Move ? "arriving" : entry.State.Status.Name, entry.State.UserId.Value, entry.ServiceId.Value,
        Rfc3339.Format(entry.Start, zone), Rfc3339.Format(entry.End, zone), entry.Quantity,
        entry.Expires is { } expires ? Rfc3339.Format(expires) : null);
}

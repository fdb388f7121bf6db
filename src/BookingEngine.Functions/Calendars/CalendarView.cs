using BookingEngine.Bookings.Show;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.Functions.Calendars;

public sealed record CalendarView(string ResourceId, string TimeZone, string AsOf, IReadOnlyList<CalendarEntryView> Entries)
{
    public static CalendarView Of(ShownCalendar shown) => new(
        shown.Resource.Id.Value, shown.Zone.Id, Rfc3339.Format(shown.AsOf), [.. shown.Entries.Select(e => CalendarEntryView.Of(e, shown.Zone))]);
}

/// <param name="Status">As of a booking, <c>held</c> for a hold, <c>arriving</c> for one that is on its way from another calendar.</param>
/// <param name="ExpiresAt">Of a hold.</param>
public sealed record CalendarEntryView(
    Guid Id, string Status, Guid UserId, string ServiceId, string Slot, string End, int Quantity, string? ExpiresAt)
{
    public static CalendarEntryView Of(OccupiedSlot entry, DateTimeZone zone) => new(
        entry.Id, entry.By is OccupiedBy.Move ? "arriving" : entry.State.Status.Name, entry.State.UserId.Value, entry.ServiceId.Value,
        Rfc3339.Format(entry.Start, zone), Rfc3339.Format(entry.End, zone), entry.Quantity,
        entry.Expires is { } expires ? Rfc3339.Format(expires) : null);
}

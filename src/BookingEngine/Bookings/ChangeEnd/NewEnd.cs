using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Times;
using BookingEngine.Transfers;
using NodaTime;

namespace BookingEngine.Bookings.ChangeEnd;

/// <summary>The new end of a booking.</summary>
/// <param name="Service">The booking's service as the catalogue has it now.</param>
/// <param name="At">The booking's resource.</param>
public sealed record NewEnd(Instant End, Service Service, ResourceAtLocation At, bool IsOverride)
{
    /// <summary>The start that was claimed; null without limits.</summary>
    public Instant? ClaimedStart { get; init; }

    public BookedInterval TimeOf(CalendarBooking booking) => TimeOf(booking.Entry.Start, booking.State.TimeZone);

    public BookedInterval TimeOf(Instant start, string timeZone) => new(
        start, End, start.InZone(ZoneData.Zones[timeZone]).LocalDateTime, timeZone, ZoneData.Version);

    /// <summary>The calendar's refusal of the end; null if the time until it is free.</summary>
    public Refusal? Check(CalendarBooking booking, Calendar calendar, Instant now)
    {
        if (Service.Version < calendar.RequiredVersionOf(Service.Id))
        {
            return BookingRefusals.ServiceChanging;
        }

        if (IsOverride || End < booking.Entry.End)
        {
            return null;
        }

        var service = RescheduleRules.ServiceOf(booking, Service, At.Resource.Id) with { Duration = End - booking.Entry.Start };
        var query = new SlotQuery(service, now, booking.Entry.Quantity, Ignored: booking.Entry.Id);
        return At.At(calendar.Resource.Value!, calendar) is not { } current ? BookingRefusals.ResourceMoving
            : SlotCheck.UnavailabilityToExtend(booking.Entry.Start, booking.Entry.End, query, current.Occupancy) is { } unavailability
                ? SlotRefusals.Of(unavailability)
                : null;
    }
}

using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Transfers;

/// <summary>The time that a booking shall have.</summary>
/// <param name="Service">What it is a booking of, as the catalogue has it now.</param>
public sealed record RescheduleTarget(BookingId Id, Actor Actor, Service Service, ResourceAtLocation At, Instant Start, bool IsOverride)
{
    /// <summary>As long as it takes already. Beyond the range nothing is booked, and no clock on a wall shows it.</summary>
    public BookedInterval TimeOf(CalendarBooking booking) => TimeOf(booking.Entry.End - booking.Entry.Start);

    public BookedInterval TimeOf(Duration length) => BookedInterval.From(SlotRange.Within(Start), length, At.Location);
}

using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Transfers;

/// <summary>What holds of every reschedule, within a calendar or to another.</summary>
internal static class RescheduleRules
{
    /// <summary>Why the booking may not leave its time, wherever it goes. Customers may move it until the notice of its terms begins, or without
    /// one until the booking does.</summary>
    public static Refusal? ObstacleTo(CalendarBooking booking, BookingRight right, Instant now) => booking switch
    {
        { IsActive: false } => BookingRefusals.WrongState(booking.State.Status),
        _ when right is not BookingRight.Keeper && IsLate(booking, now) => BookingRefusals.RescheduleWindow,
        _ => null,
    };

    public static bool IsLate(CalendarBooking booking, Instant now) =>
        booking.IsTooLate(booking.State.Terms.RescheduleNotice, now);

    extension(CalendarBooking booking)
    {
        /// <summary>The service's rules of today for a booking that is made already: it keeps its length, its buffers and its seats, and a service that is
        /// no longer offered does not hold it where it is.</summary>
        /// <param name="at">The resource that it is at, if it stays there: whether that still gives the service does not matter.</param>
        public SlotQuery TermsToMove(Service service, Instant now, ResourceId? at = null)
        {
            var entry = booking.Entry;
            var own = service with
            {
                Active = true,
                Duration = entry.End - entry.Start,
                BufferBefore = entry.BufferBefore,
                BufferAfter = entry.BufferAfter,
                Capacity = Math.Max(service.Capacity, entry.Quantity),
                ResourceIds = at is { } here && !service.ResourceIds.Contains(here) ? service.ResourceIds.Add(here) : service.ResourceIds,
            };
            return new SlotQuery(own, now, entry.Quantity, LeaveOut: entry.Id);
        }
    }
}

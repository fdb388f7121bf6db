using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Transfers;

/// <summary>The rules of every reschedule, within a calendar or to another.</summary>
internal static class RescheduleRules
{
    /// <summary>Why the booking may not leave its time; null if it may. Customers may move it until the notice of its terms, or without a notice
    /// until it begins.</summary>
    public static Refusal? Check(CalendarBooking booking, BookingRight right, Instant now) => booking switch
    {
        { IsActive: false } => BookingRefusals.WrongState(booking.State.Status),
        _ when right is not BookingRight.Staff && IsLate(booking, now) => BookingRefusals.RescheduleWindow,
        _ => null,
    };

    public static bool IsLate(CalendarBooking booking, Instant now) => booking.IsTooLate(booking.State.Terms.RescheduleNotice, now);

    /// <summary>The service's rules of today for a booking that exists: it keeps its duration, its buffers and its seats, also if the service is no
    /// longer offered.</summary>
    /// <param name="stays">The resource that it keeps, even if that no longer gives the service; null for a booking that changes it.</param>
    public static Service ServiceOf(CalendarBooking booking, Service service, ResourceId? stays = null) => service with
    {
        Active = true,
        Duration = booking.Entry.End - booking.Entry.Start,
        BufferBefore = booking.Entry.BufferBefore,
        BufferAfter = booking.Entry.BufferAfter,
        Capacity = Math.Max(service.Capacity, booking.Entry.Quantity),
        ResourceIds = stays is { } here && !service.ResourceIds.Contains(here) ? service.ResourceIds.Add(here) : service.ResourceIds,
    };
}

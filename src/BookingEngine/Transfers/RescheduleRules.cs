using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Transfers;

/// <summary>The rules for rescheduling, within a calendar or to another.</summary>
internal static class RescheduleRules
{
    /// <summary>The refusal to move the booking; null if it may move. Customers may move it until the reschedule notice of its terms, or,
    /// without one, until it begins.</summary>
    public static Refusal? Check(CalendarBooking booking, BookingRight right, Instant now) => booking switch
    {
        { IsActive: false } => BookingRefusals.WrongState(booking.State.Status),
        _ when right is not BookingRight.Staff && IsLate(booking, now) => BookingRefusals.RescheduleWindow,
        _ => null,
    };

    public static bool IsLate(CalendarBooking booking, Instant now) => booking.IsTooLate(booking.State.Terms.RescheduleNotice, now);

    /// <summary>Whether the booking waits for approval after the move: a customer moves one that was approved, and its terms say so.</summary>
    public static bool NeedsApproval(CalendarBooking booking, BookingRight right) =>
        right is not BookingRight.Staff && booking.State is { Status: BookingStatus.Confirmed, Terms.NeedsApprovalAfterMove: true };

    /// <summary>What a booking of several resources needs: what its service needs now. If that is another number of resources, the booking keeps its own.</summary>
    public static ImmutableArray<ResourceNeed> NeedsOf(Booking booking, Service service) =>
        service.Needs is { } needs && needs.Sum(need => need.Count) == booking.Resources!.Value.Length
            ? needs
            : [.. booking.Resources!.Value.GroupBy(r => r.Need).OrderBy(g => g.Key).Select(g => new ResourceNeed(g.Count()) { ResourceIds = [.. g.Select(r => r.ResourceId)] })];

    /// <inheritdoc cref="ServiceOf"/>
    public static SlotQuery QueryOf(CalendarBooking booking, Service service, ResourceId? sameResource, Instant now) =>
        new(ServiceOf(booking, service, sameResource), now, booking.Entry.Quantity, Ignored: booking.Entry.Id);

    /// <summary>The service's present rules for an existing booking. The booking keeps its duration, buffers and seats, even if the service
    /// is no longer offered.</summary>
    /// <param name="sameResource">The booking's resource, which may no longer give the service; null if the resource changes.</param>
    public static Service ServiceOf(CalendarBooking booking, Service service, ResourceId? sameResource = null) => service with
    {
        Active = true,
        Duration = booking.Entry.End - booking.Entry.Start,
        BufferBefore = booking.Entry.BufferBefore,
        BufferAfter = booking.Entry.BufferAfter,
        Capacity = Math.Max(service.Capacity, booking.Entry.Quantity),
        ResourceIds = sameResource is { } current && !service.ResourceIds.Contains(current) ? service.ResourceIds.Add(current) : service.ResourceIds,
    };
}

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
        service.Parts is not null ? service.Needs!.Value
        : service.Needs is { } needs && needs.Sum(need => need.Count) == booking.Resources!.Value.Length
            ? needs
            : [.. booking.Resources!.Value.GroupBy(r => r.Need).OrderBy(g => g.Key).Select(g => new ResourceNeed(g.Count()) { ResourceIds = [.. g.Select(r => r.ResourceId)] })];

    /// <summary>For a visit: the service with the parts of the booking, which keep their lengths and buffers. Another service unchanged. Null if the visit
    /// consists of other services now.</summary>
    public static Service? OfVisit(Booking booking, Service service) => (booking.Segments, service.Parts) switch
    {
        (null, null) => service,
        ({ } segments, { } parts) when segments.Select(s => s.ServiceId).SequenceEqual(parts.Select(p => p.Service.Id)) =>
            VisitPart.Complete(service, [.. segments.Zip(parts, (segment, part) => PartOf(segment, part, booking))]),
        _ => null,
    };

    private static VisitPart PartOf(BookedSegment segment, VisitPart part, Booking booking)
    {
        var given = part.Service.ResourceIds;
        return part with
        {
            Service = part.Service with
            {
                Duration = segment.End - segment.Start,
                BufferBefore = segment.BufferBefore,
                BufferAfter = segment.BufferAfter,
                ResourceIds = given.Contains(segment.ResourceId) ? given : given.Add(segment.ResourceId),
            },
            Offset = segment.Start - booking.Slot,
            Present = segment.ResourceId,
        };
    }

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

using System.Collections.Immutable;
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
/// <param name="At">The booking's resource. Of several: the first one.</param>
public sealed record NewEnd(Instant End, Service Service, ResourceAtLocation At, bool IsOverride)
{
    /// <summary>The start that was claimed; null without limits.</summary>
    public Instant? ClaimedStart { get; init; }

    public BookedInterval TimeOf(CalendarBooking booking) => TimeOf(booking.Entry.Start, booking.State.TimeZone);

    public BookedInterval TimeOf(Instant start, string timeZone) => new(
        start, End, start.InZone(ZoneData.Zones[timeZone]).LocalDateTime, timeZone, ZoneData.Version);

    /// <summary>The segments of a visit that has this end: the last one that begins before it ends then, and those after it do not take place. Null for another
    /// booking.</summary>
    public ImmutableArray<BookedSegment>? SegmentsOf(ImmutableArray<BookedSegment>? booked) => booked?.RemoveAll(segment => End <= segment.Start) is not { } kept ? null
        : kept.IsEmpty ? kept
        : kept.SetItem(kept.Length - 1, kept[^1] with { End = End });

    /// <summary>The refusal to change the end at all; null if it may change.</summary>
    public Refusal? Check(CalendarBooking booking, BookingRight right, Instant now) => booking switch
    {
        _ when right is not BookingRight.Staff => BookingRefusals.StaffOnly,
        { State.Status: not BookingStatus.Confirmed } => BookingRefusals.WrongState(booking.State.Status),
        _ when now < booking.Entry.Start || booking.Entry.End <= now => BookingRefusals.NotRunning,
        _ when ClaimedStart is { } start && start != booking.Entry.Start => BookingRefusals.Changed,
        { Entry.Shared: true } => BookingRefusals.SharedSession,
        _ when End <= booking.Entry.Start => BookingRefusals.EndBeforeStart,
        _ when End - booking.Entry.Start > BookingLength.Maximum => BookingRefusals.EndTooLate, // before the hours of all those days are looked at
        _ => null,
    };

    /// <summary>The calendar's refusal of the end; null if the time until it is free.</summary>
    public Refusal? Check(CalendarBooking booking, Calendar calendar, Instant now) => Check(
        calendar, At, new SlotQuery(RescheduleRules.ServiceOf(booking, Service, At.Resource.Id), now, booking.Entry.Quantity, Ignored: booking.Entry.Id),
        booking.Entry.Start, booking.Entry.End);

    /// <summary>The refusal of one of the booking's calendars.</summary>
    /// <param name="query">For the service that the resource gives until the end, with its present buffers.</param>
    /// <param name="start">When the resource begins to give it.</param>
    /// <param name="until">Its present end there.</param>
    internal Refusal? Check(Calendar calendar, ResourceAtLocation at, SlotQuery query, Instant start, Instant until)
    {
        if (Service.Version < calendar.RequiredVersionOf(Service.Id))
        {
            return BookingRefusals.ServiceChanging;
        }

        if (IsOverride || End <= until)
        {
            return null;
        }

        var longer = query with { Service = query.Service with { Duration = End - start } };
        return at.At(calendar.Resource.Value!, calendar) is not { } current ? BookingRefusals.ResourceMoving
            : SlotCheck.UnavailabilityToExtend(start, until, longer, current.Occupancy) is { } unavailability ? SlotRefusals.Of(unavailability)
            : null;
    }
}

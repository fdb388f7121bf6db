using BookingEngine.Bookings;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Transfers;

/// <summary>The new time and resource of a booking.</summary>
/// <param name="Service">The booking's service as the catalogue has it now.</param>
public sealed record RescheduleTarget(BookingId Id, Actor Actor, Service Service, ResourceAtLocation At, Instant Start, bool IsOverride)
{
    /// <summary>Null for none.</summary>
    public BookingReason? Reason { get; init; }

    /// <summary>For a booking of several resources: those that must be among them afterwards.</summary>
    public IReadOnlyList<ResourceId> Required { get; init; } = [];

    /// <summary>For a booking of several resources: one that must not be among them afterwards. Null for none.</summary>
    public ResourceId? Leaving { get; init; }

    /// <summary>The length that was claimed; null without limits. A booking with another length is not moved.</summary>
    public Duration? ClaimedLength { get; init; }

    /// <summary>Whether the booking is not as it was when its new time was claimed.</summary>
    internal bool IsOutdated(CalendarBooking booking) => ClaimedLength is { } length && length != booking.Entry.End - booking.Entry.Start;

    /// <summary>Keeps the booking's duration. Clamped: NodaTime cannot convert instants outside the range.</summary>
    public BookedInterval TimeOf(CalendarBooking booking) => TimeOf(booking.Entry.End - booking.Entry.Start);

    /// <inheritdoc cref="TimeOf(CalendarBooking)"/>
    public BookedInterval TimeOf(Duration length) => BookedInterval.From(SlotRange.Within(Start), length, At.Locations.At(Start));

    /// <summary>The candidate for a booking that keeps its resource, even if that no longer gives the service.</summary>
    public SlotCandidate Stay(CalendarBooking booking, Instant now) => CandidateOf(RescheduleRules.QueryOf(booking, Service, At.Resource.Id, now));

    /// <summary>The candidate for a booking that changes its resource.</summary>
    public SlotCandidate Move(CalendarBooking booking, Instant now) => CandidateOf(RescheduleRules.QueryOf(booking, Service, sameResource: null, now));

    private SlotCandidate CandidateOf(SlotQuery query) => new(query, At, Start, IsOverride);
}

using System.Collections.Immutable;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.BookingLimits.Periods;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.BookingLimits;

/// <summary>A booking or hold that a command asks a calendar for.</summary>
/// <param name="Id">A hold, and the booking made of it, have the same id.</param>
/// <param name="Decision">The id of the commit that the calendar decides with.</param>
public sealed record LimitSubject(UserId UserId, BookingId Id, Service Service, ResourceId ResourceId, BookedInterval Time, CommitId Decision)
{
    /// <summary>For a visit: its segments at the time that is asked for. Each counts for its own service. Null for another booking.</summary>
    public ImmutableArray<BookedSegment>? Segments { get; init; }

    /// <summary>For a booking that exists: its present time.</summary>
    public ClaimedTime? Current { get; init; }

    /// <summary>For a hold: when it expires.</summary>
    public Instant? Expires { get; init; }

    /// <summary>For a booking that is made of a hold: when that expires.</summary>
    public Instant? HeldUntil { get; init; }

    /// <summary>Whether staff override the limits. The booking still counts for others.</summary>
    public bool IsOverride { get; init; }

    /// <summary>For a booking that is made of a hold: whether the hold was the customer's own, so that its claim becomes the booking's.</summary>
    public bool IsOwnHold { get; init; }

    /// <summary>Whether the customer's limits apply. They do not to a hold of staff, and not to a booking that was made without them.</summary>
    public bool IsOfCustomer { get; init; } = true;

    /// <summary>For a hold of a visitor, who is no customer yet: only the number of the visitor's holds is limited.</summary>
    public bool IsOfVisitor { get; init; }

    /// <summary>Whether it is a hold that the waitlist places, or the booking of one.</summary>
    public bool IsOffer { get; init; }

    internal ClaimedTime CustomerTime => ClaimedTime.Of(Time, Segments) with { Until = Expires, IsOffer = IsOffer && Expires is not null };

    /// <summary>The time that a claim of the customer has already; null for none.</summary>
    internal ClaimedTime? CurrentOfCustomer => HeldUntil is { } until ? IsOwnHold ? CustomerTime with { Until = until, IsOffer = IsOffer } : null : Current;

    internal ClaimedTime ServiceTime => AsCounted(ClaimedTime.Of(Time, segments: null), Service, ResourceId) with { Until = Expires };

    /// <summary>The time that a claim in the period has already; null for none.</summary>
    internal ClaimedTime? CurrentIn(PeriodStream period) => HeldUntil is { } until ? ServiceTime with { Until = until }
        : Current is { } known && period.Contains(known.Day) ? AsCounted(known, Service, ResourceId)
        : null;

    // The periods of a service count its bookings, not segments.
    internal static ClaimedTime AsCounted(ClaimedTime time, Service service, ResourceId resource) =>
        time with { SharedAt = service.Capacity > 1 ? resource : null, Segments = null };

    internal static ClaimedTime ServiceTimeOf(Booking booking, Service service) => AsCounted(ClaimedTime.Of(booking), service, booking.ResourceId);
}

using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.BookingLimits;

/// <summary>The bookings of one customer that count against limits. A limit spans calendars, so no calendar's version guards it: the version of
/// this stream does. Each booking is claimed here before its calendar is asked.</summary>
public sealed record CustomerClaims(ImmutableDictionary<BookingId, LimitClaim> Claims) : IAggregate<CustomerClaims>
{
    /// <summary>How long a claim is kept after its booking ended: until the limit's period is over in every time zone.</summary>
    private static readonly Duration Memory = CustomerLimits.LongestPeriod + Duration.FromDays(1);

    private static readonly CustomerClaims None = new(ImmutableDictionary<BookingId, LimitClaim>.Empty);

    public static string Category => "customer";

    public static SnapshotShape<CustomerClaims> Shape => CustomerSnapshot.Shape;

    public static CustomerClaims InitialOf(StreamName stream) => None;

    public static StreamName StreamOf(UserId user) => StreamName.Of(Category, user.ToString());

    /// <summary>The claim of a booking; null for none.</summary>
    public LimitClaim? Of(BookingId booking) => Claims.GetValueOrDefault(booking);

    /// <summary>How many bookings of the service, without <paramref name="except"/>, have not ended.</summary>
    public int ActiveOf(ServiceId service, Instant now, BookingId? except = null) =>
        Claims.Count(c => c.Key != except && c.Value.ServiceId == service && c.Value.Times.Any(t => t.End > now));

    /// <summary>How many bookings of the service, without <paramref name="except"/>, begin on a local date of their location.</summary>
    public int CountOn(LocalDate day, ServiceId service, BookingId? except = null) =>
        Claims.Count(c => c.Key != except && c.Value.ServiceId == service && c.Value.Times.Any(t => t.Day == day));

    /// <summary>The limits of the service that leave no room for another booking.</summary>
    public ReachedLimits ReachedOf(Service service, Instant now) => new(
        ActiveOf(service.Id, now) >= service.Limits.Active,
        [
            .. Claims.Values.Where(c => c.ServiceId == service.Id).SelectMany(c => c.Times).Select(t => t.Day).Distinct()
                .Where(day => CountOn(day, service.Id) >= service.Limits.PerDay),
        ]);

    public CustomerClaims Apply(RecordedEvent recorded) => recorded.Event switch
    {
        LimitClaimed e => With(e.BookingId, recorded, claim => (claim ?? new(e.ServiceId)) with { Wanted = e.Wanted }),
        LimitConfirmed e => With(e.BookingId, recorded, _ => new LimitClaim(e.ServiceId) { Had = e.Time }),
        LimitWithdrawn e => With(e.BookingId, recorded, claim => claim is { Had: not null } ? claim with { Wanted = null } : null),
        LimitReleased e => With(e.BookingId, recorded, _ => null),
        _ => this,
    };

    private CustomerClaims With(BookingId booking, RecordedEvent recorded, Func<LimitClaim?, LimitClaim?> change)
    {
        var before = recorded.Metadata.RecordedAt - Memory;
        var kept = Claims.RemoveRange(Claims.Where(c => c.Value.Wanted is null && c.Value.Had!.End < before).Select(c => c.Key));
        return new(change(kept.GetValueOrDefault(booking)) is { } claim ? kept.SetItem(booking, claim) : kept.Remove(booking));
    }
}

/// <summary>One booking that counts against a customer's limits.</summary>
public sealed record LimitClaim(ServiceId ServiceId)
{
    /// <summary>The time that its calendar has given it; null if no calendar is known to have done so.</summary>
    public ClaimedTime? Had { get; init; }

    /// <summary>The time that a running command asks a calendar for; null for none.</summary>
    public WantedTime? Wanted { get; init; }

    internal IEnumerable<ClaimedTime> Times => new[] { Had, Wanted?.Time }.OfType<ClaimedTime>();
}

/// <param name="Day">The local date at its location.</param>
public sealed record ClaimedTime(Instant End, LocalDate Day)
{
    public static ClaimedTime Of(BookedInterval time) => new(time.End, time.LocalStart.Date);

    public static ClaimedTime Of(Booking booking) => new(booking.End, booking.Slot.InZone(ZoneData.Zones[booking.TimeZone]).Date);
}

/// <param name="Decision">The commit by which a calendar gives the time.</param>
/// <param name="Since">The commit is not older than this.</param>
/// <param name="Expires">If the commit does not exist by then, it never will.</param>
public sealed record WantedTime(ClaimedTime Time, Guid Decision, Instant Since, Instant Expires);

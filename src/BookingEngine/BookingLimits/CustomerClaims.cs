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

/// <summary>The bookings of one customer that count against limits. A limit spans several calendars, so no calendar's version can enforce
/// it; the version of this stream does. Each booking is claimed here before its calendar is asked.</summary>
public sealed record CustomerClaims(ImmutableDictionary<BookingId, LimitClaim> Claims) : IAggregate<CustomerClaims>
{
    /// <summary>How long a claim is stored after its booking ended. By then the limit's period is over in every time zone.</summary>
    private static readonly Duration Memory = CustomerLimits.LongestPeriod + Duration.FromDays(1);

    private static readonly CustomerClaims None = new(ImmutableDictionary<BookingId, LimitClaim>.Empty);

    public static string Category => "customer";

    public static SnapshotShape<CustomerClaims> Shape => CustomerSnapshot.Shape;

    public static CustomerClaims InitialOf(StreamName stream) => None;

    public static StreamName StreamOf(UserId user) => StreamName.Of(Category, user.ToString());

    public LimitClaim? Find(BookingId booking) => Claims.GetValueOrDefault(booking);

    /// <summary>The number of bookings of the service that have not ended, without <paramref name="except"/>.</summary>
    public int ActiveOf(ServiceId service, Instant now, BookingId? except = null) =>
        Claims.Count(c => c.Key != except && c.Value.ServiceId == service && c.Value.Times.Any(t => t.End > now));

    /// <summary>The number of bookings of the service on a local date of their location, without <paramref name="except"/>.</summary>
    public int CountOn(LocalDate day, ServiceId service, BookingId? except = null) =>
        Claims.Count(c => c.Key != except && c.Value.ServiceId == service && c.Value.Times.Any(t => t.Day == day));

    /// <summary>The limits of the service that the customer has reached.</summary>
    public ReachedLimits ReachedLimitsOf(Service service, Instant now) => new(
        ActiveOf(service.Id, now) >= service.Limits.Active,
        [
            .. Claims.Values.Where(c => c.ServiceId == service.Id).SelectMany(c => c.Times).Select(t => t.Day).Distinct()
                .Where(day => CountOn(day, service.Id) >= service.Limits.PerDay),
        ]);

    public CustomerClaims Apply(RecordedEvent recorded) => recorded.Event switch
    {
        LimitClaimed e => With(e.BookingId, recorded, claim => (claim ?? new(e.ServiceId)) with { Pending = e.Wanted }),
        LimitConfirmed e => With(e.BookingId, recorded, _ => new LimitClaim(e.ServiceId) { Confirmed = e.Time }),
        LimitWithdrawn e => With(e.BookingId, recorded, claim => claim is { Confirmed: not null } ? claim with { Pending = null } : null),
        LimitReleased e => With(e.BookingId, recorded, _ => null),
        _ => this,
    };

    private CustomerClaims With(BookingId booking, RecordedEvent recorded, Func<LimitClaim?, LimitClaim?> change)
    {
        var before = recorded.Metadata.RecordedAt - Memory;
        var current = Claims.RemoveRange(Claims.Where(c => c.Value.Pending is null && c.Value.Confirmed!.End < before).Select(c => c.Key));
        return new(change(current.GetValueOrDefault(booking)) is { } claim ? current.SetItem(booking, claim) : current.Remove(booking));
    }
}

/// <summary>One booking that counts against a customer's limits.</summary>
public sealed record LimitClaim(ServiceId ServiceId)
{
    /// <summary>The time that a calendar has recorded; null if none is known to have done so.</summary>
    public ClaimedTime? Confirmed { get; init; }

    /// <summary>The time that a command is asking a calendar for; null for none.</summary>
    public PendingClaim? Pending { get; init; }

    internal IEnumerable<ClaimedTime> Times => new[] { Confirmed, Pending?.Time }.OfType<ClaimedTime>();
}

/// <summary>The part of a booking's time that limits need.</summary>
/// <param name="Day">The local date at its location.</param>
public sealed record ClaimedTime(Instant End, LocalDate Day)
{
    public static ClaimedTime Of(BookedInterval time) => new(time.End, time.LocalStart.Date);

    public static ClaimedTime Of(Booking booking) => new(booking.End, booking.Slot.InZone(ZoneData.Zones[booking.TimeZone]).Date);
}

/// <summary>A claim for a time that no calendar is known to have recorded.</summary>
/// <param name="Decision">The id of the commit that a calendar decides with.</param>
/// <param name="Since">The commit is not older than this.</param>
/// <param name="Expires">If the commit does not exist by then, it never will.</param>
public sealed record PendingClaim(ClaimedTime Time, Guid Decision, Instant Since, Instant Expires);

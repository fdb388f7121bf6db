using System.Collections.Immutable;
using System.Text.Json.Serialization;
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

/// <summary>What one customer has booked of services that limit it. A limit spans calendars, so that none of their versions guards it: this stream's
/// does. Each booking is claimed here before its calendar is asked.</summary>
public sealed record Customer(ImmutableDictionary<BookingId, LimitClaim> Claims) : IAggregate<Customer>
{
    /// <summary>How long a claim is kept after its booking ended: longer than its day lasts in any time zone.</summary>
    private static readonly Duration Memory = Duration.FromDays(2);

    public static string Category => "customer";

    public static Customer Initial { get; } = new(ImmutableDictionary<BookingId, LimitClaim>.Empty);

    public static SnapshotShape<Customer> Shape => CustomerSnapshot.Shape;

    public static StreamName StreamOf(UserId user) => StreamName.Of(Category, user.ToString());

    /// <summary>How many bookings of the service, but for one, are yet to end.</summary>
    public int ActiveOf(ServiceId service, Instant now, BookingId? except = null) =>
        Claims.Count(c => c.Key != except && c.Value.ServiceId == service && c.Value.Times.Any(t => t.End > now));

    /// <summary>How many bookings of the service, but for one, begin on a day of the clocks where they take place.</summary>
    public int CountOn(LocalDate day, ServiceId service, BookingId? except = null) =>
        Claims.Count(c => c.Key != except && c.Value.ServiceId == service && c.Value.Times.Any(t => t.Day == day));

    /// <summary>What of the service's limits leaves room for no other booking.</summary>
    public ReachedLimits ReachedOf(Service service, Instant now) => new(
        ActiveOf(service.Id, now) >= service.Limits.Active,
        [
            .. Claims.Values.Where(c => c.ServiceId == service.Id).SelectMany(c => c.Times).Select(t => t.Day).Distinct()
                .Where(day => CountOn(day, service.Id) >= service.Limits.PerDay),
        ]);

    public Customer Apply(RecordedEvent recorded) => recorded.Event switch
    {
        LimitClaimed e => With(e.BookingId, recorded, claim => (claim ?? new(e.ServiceId)) with { Wanted = e.Wanted }),
        LimitConfirmed e => With(e.BookingId, recorded, _ => new LimitClaim(e.ServiceId) { Had = e.Time }),
        LimitWithdrawn e => With(e.BookingId, recorded, claim => claim is { Had: not null } ? claim with { Wanted = null } : null),
        LimitReleased e => With(e.BookingId, recorded, _ => null),
        _ => this,
    };

    private Customer With(BookingId booking, RecordedEvent recorded, Func<LimitClaim?, LimitClaim?> change)
    {
        var before = recorded.Metadata.RecordedAt - Memory;
        var kept = Claims.RemoveRange(Claims.Where(c => c.Value.Wanted is null && c.Value.Had!.End < before).Select(c => c.Key));
        return new(change(kept.GetValueOrDefault(booking)) is { } claim ? kept.SetItem(booking, claim) : kept.Remove(booking));
    }
}

/// <summary>One booking that counts against a customer's limits.</summary>
public sealed record LimitClaim(ServiceId ServiceId)
{
    /// <summary>The time that its calendar has given it; null where it is not known to have been made.</summary>
    public ClaimedTime? Had { get; init; }

    /// <summary>The time that a command asks a calendar for; null where none is known to.</summary>
    public WantedTime? Wanted { get; init; }

    internal IEnumerable<ClaimedTime> Times => new[] { Had, Wanted?.Time }.OfType<ClaimedTime>();
}

/// <param name="Day">Of the clocks where it takes place.</param>
public sealed record ClaimedTime(Instant End, LocalDate Day)
{
    public static ClaimedTime Of(BookedInterval time) => new(time.End, time.LocalStart.Date);

    public static ClaimedTime Of(Booking booking) => new(booking.End, booking.Slot.InZone(ZoneData.Zones[booking.TimeZone]).Date);
}

/// <param name="Decision">The commit by which a calendar gives the time, if one does.</param>
/// <param name="Since">Nothing of that was recorded earlier.</param>
/// <param name="Expires">From then on that commit, if it is not there, will not come.</param>
public sealed record WantedTime(ClaimedTime Time, Guid Decision, Instant Since, Instant Expires);

/// <summary>A calendar is about to be asked for the time.</summary>
public sealed record LimitClaimed(BookingId BookingId, ServiceId ServiceId, WantedTime Wanted) : IDomainEvent;

/// <summary>A calendar has given the time.</summary>
public sealed record LimitConfirmed(BookingId BookingId, ServiceId ServiceId, ClaimedTime Time) : IDomainEvent;

/// <summary>No calendar has given the time: the booking is where it was, or nowhere.</summary>
public sealed record LimitWithdrawn(BookingId BookingId) : IDomainEvent;

/// <summary>The booking will not take place.</summary>
public sealed record LimitReleased(BookingId BookingId) : IDomainEvent;

/// <summary>What a snapshot of a customer holds: a list, for the order of a dictionary is nothing to store.</summary>
internal sealed record CustomerSnapshot(ImmutableArray<CustomerSnapshot.Entry> Claims)
{
    public static SnapshotShape<Customer> Shape { get; } = SnapshotShape.Of<Customer, CustomerSnapshot>(
        "customer.v1", CustomerJson.Stored.StateAtCustomerSnapshot,
        customer => new([.. customer.Claims.OrderBy(c => c.Key.Value).Select(c => new Entry(c.Key, c.Value.ServiceId, c.Value.Had, c.Value.Wanted))]),
        stored => new(stored.Claims.ToImmutableDictionary(c => c.BookingId, c => new LimitClaim(c.ServiceId) { Had = c.Had, Wanted = c.Wanted })));

    internal sealed record Entry(BookingId BookingId, ServiceId ServiceId, ClaimedTime? Had, WantedTime? Wanted);
}

[JsonSerializable(typeof(LimitClaimed))]
[JsonSerializable(typeof(LimitConfirmed))]
[JsonSerializable(typeof(LimitWithdrawn))]
[JsonSerializable(typeof(LimitReleased))]
[JsonSerializable(typeof(StateAt<CustomerSnapshot>))]
internal sealed partial class CustomerJson : JsonSerializerContext
{
    public static CustomerJson Stored { get; } = new(StoredJson.NewOptions());

    public static IEnumerable<EventType> Types =>
    [
        EventType.Of("limit-claimed.v1", Stored.LimitClaimed),
        EventType.Of("limit-confirmed.v1", Stored.LimitConfirmed),
        EventType.Of("limit-withdrawn.v1", Stored.LimitWithdrawn),
        EventType.Of("limit-released.v1", Stored.LimitReleased),
    ];
}

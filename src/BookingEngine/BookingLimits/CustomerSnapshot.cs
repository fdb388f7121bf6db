using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;

namespace BookingEngine.BookingLimits;

/// <summary>The stored claims of a customer. A sorted list, because a dictionary has no stable order.</summary>
internal sealed record CustomerSnapshot(ImmutableArray<CustomerSnapshot.Entry> Claims)
{
    public static SnapshotShape<CustomerClaims> Shape { get; } = SnapshotShape.Of<CustomerClaims, CustomerSnapshot>(
        "customer.v1", LimitJson.Stored.StateAtCustomerSnapshot,
        customer => new([.. customer.Claims.OrderBy(c => c.Key.Value).Select(c => new Entry(c.Key, c.Value.ServiceId, c.Value.Confirmed, c.Value.Pending))]),
        stored => new(stored.Claims.ToImmutableDictionary(c => c.BookingId, c => new LimitClaim(c.ServiceId) { Confirmed = c.Had, Pending = c.Wanted })));

    internal sealed record Entry(BookingId BookingId, ServiceId ServiceId, ClaimedTime? Had, PendingClaim? Wanted);
}

using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits.Claims;

namespace BookingEngine.BookingLimits;

/// <summary>The stored claims of a customer.</summary>
internal sealed record CustomerSnapshot(ImmutableArray<StoredClaim> Claims)
{
    public static SnapshotShape<CustomerClaims> Shape { get; } = SnapshotShape.Of<CustomerClaims, CustomerSnapshot>(
        "customer.v2", () => LimitJson.Stored.StateAtCustomerSnapshot,
        customer => new(StoredClaim.ListOf(customer.Claims)), stored => new(StoredClaim.SetOf(stored.Claims)));
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Catalogue;

namespace BookingEngine.BookingLimits;

/// <summary>The stored claims of a customer.</summary>
internal sealed record CustomerSnapshot(ImmutableArray<StoredClaim> Claims)
{
    /// <summary>See <see cref="CustomerClaims.Waiting"/>. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<WaitlistOpened>? Waiting { get; init; }

    public static SnapshotShape<CustomerClaims> Shape { get; } = SnapshotShape.Of<CustomerClaims, CustomerSnapshot>(
        "customer.v3", () => LimitJson.Stored.StateAtCustomerSnapshot, Of, stored => stored.ToClaims(), "customer.v2");

    private static CustomerSnapshot Of(CustomerClaims customer) => new(StoredClaim.ListOf(customer.Claims))
    {
        Waiting = customer.Waiting.IsEmpty ? null : WaitlistOpened.ListOf(customer.Waiting),
    };

    private CustomerClaims ToClaims() => new(StoredClaim.SetOf(Claims)) { Waiting = WaitlistOpened.SetOf(Waiting) };
}

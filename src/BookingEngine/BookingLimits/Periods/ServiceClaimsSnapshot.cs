using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.EventSourcing;

namespace BookingEngine.BookingLimits.Periods;

internal sealed record ServiceClaimsSnapshot(ImmutableArray<StoredClaim> Claims, int CountedFor)
{
    public static SnapshotShape<ServiceClaims> Shape { get; } = SnapshotShape.Of<ServiceClaims, ServiceClaimsSnapshot>(
        "period.v1", () => PeriodJson.Stored.StateAtServiceClaimsSnapshot,
        state => new(StoredClaim.ListOf(state.Claims), state.CountedFor) { Counting = state.Counting },
        stored => new(StoredClaim.SetOf(stored.Claims), stored.CountedFor) { Counting = stored.Counting });

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CountInProgress? Counting { get; init; }
}

[JsonSerializable(typeof(BookingsCounted))]
[JsonSerializable(typeof(StateAt<ServiceClaimsSnapshot>))]
internal sealed partial class PeriodJson : JsonSerializerContext
{
    public static PeriodJson Stored { get; } = new(StoredJson.NewOptions());

    public static IEnumerable<EventType> Types => [EventType.Of("bookings-counted.v1", () => Stored.BookingsCounted)];
}

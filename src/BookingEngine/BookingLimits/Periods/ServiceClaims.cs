using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.BookingLimits.Periods;

/// <summary>The bookings and holds of one service in one week or month, on all its resources. Each is claimed here before its calendar is
/// asked.</summary>
/// <param name="CountedFor">The version of the service for which they were counted; less than any version if they were not.</param>
public sealed record ServiceClaims(ClaimSet Claims, int CountedFor) : IClaimAggregate<ServiceClaims>
{
    private const int NotCounted = -1;

    private static readonly ServiceClaims None = new(ClaimSet.None, NotCounted);

    public static string Category => "period";

    public static SnapshotShape<ServiceClaims> Shape => ServiceClaimsSnapshot.Shape;

    /// <summary>The count that has begun and not ended; null for none.</summary>
    public CountInProgress? Counting { get; init; }

    public static ServiceClaims InitialOf(StreamName stream) => None;

    public ServiceClaims Apply(RecordedEvent recorded) =>
        recorded.Event is BookingsCounted e ? Apply(e) : this with { Claims = Claims.Apply(recorded, time => !time.CountsAt(recorded.Metadata.RecordedAt)) };

    /// <summary>What counts on the dates, each booking once.</summary>
    public IEnumerable<CountedTime> CountedIn(LocalDate first, LocalDate last, Instant now) =>
        from claim in Claims.ById
        let times = claim.Value.Times.Where(t => first <= t.Day && t.Day <= last && t.CountsAt(now)).ToList()
        where times.Count > 0
        select times.MaxBy(t => t.End - t.Start)!.CountedAs(claim.Key);

    // A claim of a command that still runs stays: the count may not have its booking yet.
    private ServiceClaims Apply(BookingsCounted e)
    {
        var known = e.Part > 0 ? Claims.ById : Claims.ById.Where(c => c.Value.Pending is not null)
            .ToImmutableDictionary(c => c.Key, c => c.Value with { Confirmed = null });
        foreach (var counted in e.Claims)
        {
            var pending = counted.Wanted ?? (known.GetValueOrDefault(counted.BookingId)?.Pending is { } open && open.Time != counted.Had ? open : null);
            known = known.SetItem(counted.BookingId, new LimitClaim(counted.ServiceId) { Confirmed = counted.Had, Pending = pending });
        }

        return new(new ClaimSet(known), e.IsLast ? e.ServiceVersion : NotCounted) { Counting = e.IsLast ? null : new(e.Run, e.Part + 1) };
    }
}

/// <param name="Run">Tells it from another count of the same bookings.</param>
public sealed record CountInProgress(Guid Run, int NextPart);

/// <summary>The bookings and holds that exist, in several parts if there are many.</summary>
/// <param name="ServiceVersion">The calendars refuse decisions by an older version since before the count.</param>
public sealed record BookingsCounted(Guid Run, int Part, int ServiceVersion, ImmutableArray<StoredClaim> Claims, bool IsLast) : IDomainEvent;

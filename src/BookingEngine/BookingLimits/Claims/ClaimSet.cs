using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;

namespace BookingEngine.BookingLimits.Claims;

/// <summary>The claims of one stream, by the id of their booking or hold.</summary>
public sealed record ClaimSet(ImmutableDictionary<BookingId, LimitClaim> ById)
{
    public static ClaimSet None { get; } = new(ImmutableDictionary<BookingId, LimitClaim>.Empty);

    public LimitClaim? Find(BookingId id) => ById.GetValueOrDefault(id);

    /// <param name="forget">The confirmed times that no longer matter. They are dropped.</param>
    public ClaimSet Apply(RecordedEvent recorded, Func<ClaimedTime, bool> forget) => recorded.Event switch
    {
        LimitClaimed e => With(e.BookingId, forget, claim => (claim ?? new(e.ServiceId)) with { Pending = e.Wanted }),
        LimitConfirmed e => With(e.BookingId, forget, claim => Confirmed(e, claim?.Pending)),
        LimitWithdrawn e => With(e.BookingId, forget, claim => claim is { Confirmed: not null } ? claim with { Pending = null } : null),
        LimitReleased e => With(e.BookingId, forget, _ => null),
        _ => this,
    };

    // A pending claim for another time stays: its command may still ask a calendar.
    private static LimitClaim Confirmed(LimitConfirmed e, PendingClaim? pending) =>
        new(e.ServiceId) { Confirmed = e.Time, Pending = pending is { } open && open.Time != e.Time ? open : null };

    private ClaimSet With(BookingId id, Func<ClaimedTime, bool> forget, Func<LimitClaim?, LimitClaim?> change)
    {
        var current = ById.RemoveRange(ById.Where(c => c.Value.Pending is null && forget(c.Value.Confirmed!)).Select(c => c.Key));
        return new(change(current.GetValueOrDefault(id)) is { } claim ? current.SetItem(id, claim) : current.Remove(id));
    }
}

/// <summary>An aggregate of claims.</summary>
public interface IClaimAggregate<TSelf> : IAggregate<TSelf>
    where TSelf : IClaimAggregate<TSelf>
{
    ClaimSet Claims { get; }

    int IAggregate<TSelf>.Size => Claims.ById.Count;
}

/// <summary>The stored form of a claim, in a sorted list, because a dictionary has no stable order.</summary>
public sealed record StoredClaim(BookingId BookingId, Catalogue.ServiceId ServiceId, ClaimedTime? Had, PendingClaim? Wanted)
{
    public static ImmutableArray<StoredClaim> ListOf(ClaimSet claims) =>
        [.. claims.ById.OrderBy(c => c.Key.Value).Select(c => new StoredClaim(c.Key, c.Value.ServiceId, c.Value.Confirmed, c.Value.Pending))];

    public static ClaimSet SetOf(ImmutableArray<StoredClaim> stored) =>
        new(stored.ToImmutableDictionary(c => c.BookingId, c => new LimitClaim(c.ServiceId) { Confirmed = c.Had, Pending = c.Wanted }));
}

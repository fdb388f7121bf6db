using System.Collections.Immutable;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.BookingLimits.Several;

/// <summary>Decides several claims of one stream, each on what the ones before leave.</summary>
public static class ManyClaims
{
    /// <summary>The events of the claims that the limits allow. A booking that moves counts at its new time only, so that bookings that move together do not
    /// stand in each other's way. One that is refused stays where it is, and counts there.</summary>
    /// <param name="refused">Bookings that are refused already. Gets those that this stream refuses.</param>
    public static ImmutableArray<IDomainEvent> Fold(
        ClaimSet claims, IReadOnlyList<LimitClaimRequest> requests, Func<LimitClaimRequest, PendingClaim> pending, Instant now,
        Dictionary<BookingId, Refusal> refused)
    {
        while (true)
        {
            LimitClaimRequest[] allowed = [.. requests.Where(request => !refused.ContainsKey(request.BookingId))];
            var (events, refusals) = Fold(claims, allowed, pending, now);
            foreach (var (booking, refusal) in refusals)
            {
                refused[booking] = refusal;
            }

            if (refusals.Count == 0 || allowed.All(request => claims.Find(request.BookingId) is null))
            {
                // Those of one type are stored as one list.
                return [.. events.OfType<LimitConfirmed>(), .. events.Where(e => e is not LimitConfirmed)];
            }
        }
    }

    private static (List<IDomainEvent> Events, Dictionary<BookingId, Refusal> Refused) Fold(
        ClaimSet claims, LimitClaimRequest[] allowed, Func<LimitClaimRequest, PendingClaim> pending, Instant now)
    {
        var (events, refused) = (new List<IDomainEvent>(), new Dictionary<BookingId, Refusal>());
        var seen = claims.ById.RemoveRange(allowed.Select(request => request.BookingId));
        foreach (var request in InOrder(allowed))
        {
            var own = claims.Find(request.BookingId);
            var decision = request.Claim(new ClaimSet(own is null ? seen : seen.SetItem(request.BookingId, own)), pending(request), now);
            if (decision.Refusal is { } refusal)
            {
                refused[request.BookingId] = refusal;
                seen = own is null ? seen : seen.SetItem(request.BookingId, own);
            }
            else
            {
                events.AddRange(decision.Events);
                seen = seen.SetItem(request.BookingId, new LimitClaim(request.ServiceId) { Pending = pending(request) });
            }
        }

        return (events, refused);
    }

    // Bookings that go later begin with the last, so one that stays is in the way of those after it at once, and few tries are needed.
    private static IEnumerable<LimitClaimRequest> InOrder(LimitClaimRequest[] requests) =>
        requests is [{ Current: { } before } first, ..] && first.Time.End > before.End ? requests.Reverse() : requests;
}

using System.Collections.Immutable;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.BookingLimits;

/// <summary>A claim for a booking's time in one stream.</summary>
/// <param name="Current">The booking's present time; null for a new booking.</param>
/// <param name="Check">The refusal of the claim, given all claims of the stream; null if the limits allow it.</param>
public sealed record LimitClaimRequest(
    StreamName Stream, BookingId BookingId, ServiceId ServiceId, ClaimedTime Time, ClaimedTime? Current, Func<ClaimSet, Refusal?> Check)
{
    /// <summary>Decides in the stream. A claim for the present time is none. It is refused while another command may move the booking: one claim
    /// cannot count for both.</summary>
    public Decision Claim(ClaimSet claims, PendingClaim pending, Instant now)
    {
        var known = claims.Find(BookingId);
        var current = Current ?? (known is { Pending: null } ? known.Confirmed : null);
        if (known?.Pending is { } other && other.Decision != pending.Decision && other.Time != current && now < other.Expires)
        {
            return BookingRefusals.Changed;
        }

        var missing = MissingConfirmation(known, current);
        return current == pending.Time && (known?.Confirmed == current || !missing.IsEmpty) ? Decision.Of(missing)
            : Check(claims) is { } refusal ? refusal
            : Decision.Of([.. missing, new LimitClaimed(BookingId, ServiceId, pending)]);
    }

    // The read model may be behind, so its time never replaces a confirmed one.
    private ImmutableArray<IDomainEvent> MissingConfirmation(LimitClaim? known, ClaimedTime? current) =>
        current is not null && known?.Confirmed != current && (known?.Confirmed is null || known.Pending?.Time == current)
            ? [new LimitConfirmed(BookingId, ServiceId, current)]
            : [];
}

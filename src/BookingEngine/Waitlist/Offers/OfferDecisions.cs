using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Waitlist.Offers;

/// <summary>Decides in the stream of a waitlist. Each does nothing if it was recorded already, or if the entry has another offer.</summary>
public static class OfferDecisions
{
    /// <summary>A customer has at most one open offer of a service.</summary>
    public static Decision Reserve(ServiceWaitlist list, EntryId id, Offer offer) =>
        list.Find(id) is { Status: EntryStatus.Waiting, Offer: null } entry && OfferId.Of(id, entry.Offers) == offer.Id
            && !list.Entries.Any(other => other.UserId == entry.UserId && other.Offer is not null)
            ? Decision.Of(new EntryReserved(id, offer))
            : Decision.Nothing;

    public static Decision Confirm(ServiceWaitlist list, EntryId id, OfferId offer) =>
        IsReserved(list, id, offer) ? Decision.Of(new EntryOffered(id, offer)) : Decision.Nothing;

    public static Decision Withdraw(ServiceWaitlist list, EntryId id, OfferId offer) =>
        IsReserved(list, id, offer) ? Decision.Of(new OfferWithdrawn(id, offer)) : Decision.Nothing;

    public static Decision Refuse(ServiceWaitlist list, EntryId id, OfferId offer) =>
        IsOffered(list, id, offer) ? Decision.Of(new OfferRefused(id, offer)) : Decision.Nothing;

    public static Decision Revoke(ServiceWaitlist list, EntryId id, OfferId offer) =>
        IsOffered(list, id, offer) ? Decision.Of(new OfferRevoked(id, offer)) : Decision.Nothing;

    public static Decision Lapse(ServiceWaitlist list, EntryId id, OfferId offer) => !IsOffered(list, id, offer) ? Decision.Nothing
        : list.Find(id)!.Lapses + 1 < WaitlistSettings.MaximumLapses ? Decision.Of(new OfferLapsed(id, offer))
        : Decision.Of(new OfferLapsed(id, offer), new EntryEnded(id, EntryEnd.Lapses));

    public static Decision Take(ServiceWaitlist list, EntryId id, Offer offer) =>
        list.Find(id)?.Offer?.Id == offer.Id ? Decision.Of(new EntryTaken(id, offer.Id, new BookingId(offer.HoldId))) : Decision.Nothing;

    /// <param name="booking">If the hold was booked before the entry was closed, or the offer revoked: then the entry is taken.</param>
    public static Decision Release(ServiceWaitlist list, EndingOffer ending, BookingId? booking)
    {
        var released = new OfferReleased(ending.EntryId, ending.Offer.Id) { BookingId = booking };
        return !list.Ending.Any(e => e.Offer.Id == ending.Offer.Id) ? Decision.Nothing
            : booking is { } id && list.Find(ending.EntryId) is { Offer: null } ? Decision.Of(released, new EntryTaken(ending.EntryId, ending.Offer.Id, id))
            : Decision.Of(released);
    }

    public static Decision Leave(ServiceWaitlist list, EntryId id) => list.Find(id) is null ? Decision.Nothing : Decision.Of(new EntryLeft(id));

    /// <summary>Ends an entry that is open.</summary>
    public static Decision End(ServiceWaitlist list, EntryId id, EntryEnd because) =>
        list.Find(id) is null ? Decision.Nothing : Decision.Of(new EntryEnded(id, because));

    /// <summary>Ends the entries that can get nothing any more. One that has an offer waits for its end.</summary>
    /// <param name="isOffered">Whether the service can be booked at all.</param>
    /// <param name="count">At most so many at once.</param>
    public static Decision EndOver(ServiceWaitlist list, bool isOffered, Instant now, int count) => Decision.Of(
    [
        .. list.Entries.Where(entry => !isOffered || (entry.Offer is null && entry.Wish.To <= now)).Take(count)
            .Select(entry => new EntryEnded(entry.Id, isOffered ? EntryEnd.WishOver : EntryEnd.NotOffered)),
    ]);

    private static bool IsReserved(ServiceWaitlist list, EntryId id, OfferId offer) => IsAt(list, id, offer, EntryStatus.Waiting);

    private static bool IsOffered(ServiceWaitlist list, EntryId id, OfferId offer) => IsAt(list, id, offer, EntryStatus.Offered);

    private static bool IsAt(ServiceWaitlist list, EntryId id, OfferId offer, EntryStatus status) =>
        list.Find(id) is { } entry && entry.Status == status && entry.Offer?.Id == offer;
}

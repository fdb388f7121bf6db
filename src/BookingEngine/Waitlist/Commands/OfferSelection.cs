using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;

namespace BookingEngine.Waitlist.Commands;

/// <summary>The offer that a customer answers.</summary>
internal static class OfferSelection
{
    /// <summary>The offer, which may have expired, or why there is none.</summary>
    /// <param name="id">Only this offer; null for the present one.</param>
    public static Outcome<Offer> Of(WaitlistEntry entry, OfferId? id) => entry switch
    {
        { Offered: { } offer } when id is null || id == offer.Id => offer,
        _ when id is not null => BookingRefusals.HoldExpired,
        { Status: EntryStatus.Lapsed } => BookingRefusals.HoldExpired,
        { IsOpen: false } => WaitlistRefusals.Closed,
        { Missed: not null } => BookingRefusals.HoldExpired,
        _ => WaitlistRefusals.NoOffer,
    };
}

using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.Waitlist.Offers;
using BookingEngine.Waitlist.Signals;

namespace BookingEngine.Waitlist.Commands;

/// <summary>Says no to an offer. The entry keeps its place, and never gets that slot again. The caller has checked who may.</summary>
public sealed class RefuseOfferHandler(AggregateLoader loader, WaitlistEntries entries, OfferSettlement settlement, WaitlistSignal signal)
{
    /// <summary>Refusing an offer that has ended changes nothing. One that was taken cannot be refused.</summary>
    /// <param name="offer">Only this offer; null for the present one.</param>
    /// <returns>The entry, or a refusal: <see cref="WaitlistRefusals.NoOffer"/>, <see cref="WaitlistRefusals.Closed"/>,
    /// <see cref="WaitlistRefusals.NotFound"/>.</returns>
    public async Task<Outcome<WaitlistEntry>> HandleAsync(EntryId id, OfferId? offer, CommandContext context, CancellationToken cancellation)
    {
        if (await entries.FindAsync(id, cancellation) is not { } known)
        {
            return WaitlistRefusals.NotFound;
        }

        var stream = ServiceWaitlist.StreamOf(known.ServiceId);
        var entry = (await loader.RefreshAsync<ServiceWaitlist>(stream, cancellation)).State.Find(id) ?? known;
        if (OfferSelection.Of(entry, offer).IsRefused(out var refusal, out var present))
        {
            return refusal.Code == BookingRefusals.HoldExpired.Code ? entry : refusal;
        }

        await signal.TrySendRecoveryAsync(stream);
        await settlement.RefuseAsync(entry, present, cancellation);
        await signal.TrySendAsync(stream);
        return await entries.FindAsync(id, cancellation) switch
        {
            { Status: EntryStatus.Taken } => WaitlistRefusals.Closed,
            { } refused => refused,
            null => WaitlistRefusals.NotFound,
        };
    }
}

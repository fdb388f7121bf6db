using BookingEngine.Calendars.Events;
using BookingEngine.Commands;

namespace BookingEngine.Waitlist.Commands;

/// <summary>Says no to an offer. The entry keeps its place, and never gets that slot again. The caller has checked who may.</summary>
public sealed class RefuseOfferHandler
{
    /// <summary>Refusing it again changes nothing.</summary>
    /// <param name="offer">Only this offer; null for the present one.</param>
    /// <returns>The entry, or a refusal: <see cref="WaitlistRefusals.NoOffer"/>, <see cref="WaitlistRefusals.Closed"/>,
    /// <see cref="WaitlistRefusals.NotFound"/>.</returns>
    public Task<Outcome<WaitlistEntry>> HandleAsync(EntryId id, OfferId? offer, CommandContext context, CancellationToken cancellation) =>
        throw new NotSupportedException();
}

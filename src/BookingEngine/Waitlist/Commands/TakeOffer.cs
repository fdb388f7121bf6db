using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.Guests;
using BookingEngine.Holds;
using BookingEngine.Ports;
using BookingEngine.Waitlist.Offers;
using BookingEngine.Waitlist.Signals;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Waitlist.Commands;

/// <param name="OfferId">Only this offer; null for the present one. A link names its offer.</param>
public sealed record TakeOffer(EntryId Id, OfferId? OfferId)
{
    /// <summary>Notes and answers to the service's questions as JSON; null for none.</summary>
    public string? Details { get; init; }

    /// <summary>The languages that the request accepts, the best first, separated by commas; null if it does not say.</summary>
    public string? Languages { get; init; }
}

/// <summary>Books what was offered. The caller has checked who may.</summary>
public sealed class TakeOfferHandler(
    AggregateLoader loader, WaitlistEntries entries, BookHoldHandler holds, BookingFinder bookings, BookingTexts texts, OfferSettlement settlement,
    WaitlistSignal signal, ILogger<TakeOfferHandler> logger)
{
    /// <summary>Taking it again gives the same booking.</summary>
    /// <returns>The booking, or a refusal: <see cref="BookingRefusals.HoldExpired"/> at or after the expiry, and for an offer that was refused, has lapsed or
    /// was revoked; <see cref="WaitlistRefusals.NoOffer"/>, <see cref="WaitlistRefusals.Closed"/>, <see cref="WaitlistRefusals.NotFound"/>, and those of
    /// booking a hold.</returns>
    public async Task<Outcome<Booking>> HandleAsync(TakeOffer command, CommandContext context, CancellationToken cancellation)
    {
        if (await entries.FindAsync(command.Id, cancellation) is not { } known)
        {
            return WaitlistRefusals.NotFound;
        }

        var list = (await loader.RefreshAsync<ServiceWaitlist>(ServiceWaitlist.StreamOf(known.ServiceId), cancellation)).State;
        var entry = list.Find(command.Id) ?? known;
        if (entry is { Status: EntryStatus.Taken, Offer: { } taken } && (command.OfferId ?? taken.Id) == taken.Id
            && await bookings.FindAsync(entry.BookingId!.Value, cancellation) is { } booked)
        {
            return booked;
        }

        return !OfferSelection.Of(entry, command.OfferId).IsRefused(out var refusal, out var offer) ? await BookAsync(command, entry, offer, context, cancellation)
            : await FindBookedAsync(entry, command.OfferId, cancellation) is { } booking ? booking
            : refusal;
    }

    // The entry may have been closed after the calendar had booked, and before this was recorded.
    private async Task<Booking?> FindBookedAsync(WaitlistEntry entry, OfferId? offer, CancellationToken cancellation)
    {
        var last = entry.Offers == 0 ? default(OfferId?) : OfferId.Of(entry.Id, entry.Offers - 1);
        return (offer ?? last) is { } id && Enumerable.Range(0, entry.Offers).Any(number => OfferId.Of(entry.Id, number) == id)
            ? await bookings.FindAsync(new BookingId(id.HoldId), cancellation)
            : null;
    }

    private async Task<Outcome<Booking>> BookAsync(
        TakeOffer command, WaitlistEntry entry, Offer offer, CommandContext context, CancellationToken cancellation)
    {
        var id = new HoldId(offer.Lead, offer.HoldId);
        var guest = entry.IsForGuest(offer) ? await texts.DecryptAsync(entry.UserId, entry.Matter, entry.Details, cancellation) : null;
        var hold = new BookHold(offer.UserId, id, await holds.ServiceOfAsync(offer.UserId, id, cancellation))
        {
            Details = command.Details,
            Languages = command.Languages ?? entry.Languages,
            Waiting = guest is null ? null : Guest.Split(guest).Guest,
        };
        var outcome = await holds.HandleAsync(hold, context, cancellation);

        // Another request may have taken it.
        var booking = outcome.Refusal?.Code == BookingRefusals.HoldExpired.Code ? await bookings.FindAsync(new BookingId(offer.HoldId), cancellation) : null;
        if (outcome.Refusal is null || booking is not null)
        {
            await FinishAsync(entry, offer);
        }

        return booking is not null ? booking : outcome;
    }

    private async Task FinishAsync(WaitlistEntry entry, Offer offer)
    {
        try
        {
            await settlement.TakeAsync(entry, offer, CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            logger.EntryNotFinished(entry.Id.Value, e); // it is booked
        }

        await signal.TrySendAsync(ServiceWaitlist.StreamOf(entry.ServiceId));
    }
}

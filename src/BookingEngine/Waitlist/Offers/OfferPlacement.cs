using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Holds;
using BookingEngine.Ports;
using BookingEngine.Slots;
using BookingEngine.Times;
using BookingEngine.Transfers;
using BookingEngine.Users;
using BookingEngine.Waitlist.Signals;
using NodaTime;

namespace BookingEngine.Waitlist.Offers;

/// <summary>What became of an attempt to offer a slot.</summary>
public enum OfferOutcome
{
    /// <summary>The customer has the hold.</summary>
    Placed,

    /// <summary>The calendar said no. The entry waits on.</summary>
    Lost,

    /// <summary>The entry does not wait any more, or another process offers it something.</summary>
    Skipped,
}

/// <summary>Offers a slot to an entry. The waitlist reserves the entry, then the calendar decides about the hold in one commit under the offer's id, then the
/// waitlist records the result. A message is queued before all this: it settles what a crash leaves. Of two processes that reserve the same entry, the
/// waitlist's version lets one through.</summary>
public sealed class OfferPlacement(
    CommandExecutor executor, AggregateLoader loader, SlotCandidateFinder finder, ResourceChooser chooser, PlaceHoldHandler holds, OfferSettlement settlement,
    WaitlistSignal signal, WaitlistSettings settings, IIds ids, TimeProvider time)
{
    /// <summary>The offer of a slot to an entry; null if it cannot be made.</summary>
    /// <param name="isBusy">Whether another offer that is not decided yet asks for the resource at that start.</param>
    public async Task<Offer?> PrepareAsync(
        WaitlistEntry entry, Service service, OfferedSlot slot, Func<ResourceId, bool> isBusy, CancellationToken cancellation)
    {
        var now = time.Now();
        return service.Needs is null
            ? await FindOneAsync(entry, service, slot, isBusy, now, cancellation) is { } candidate ? OfferOf(entry, candidate, service, slot, now) : null
            : await FindSeveralAsync(entry, service, slot, now, cancellation) is { } choice && !choice.Resources.Any(r => isBusy(r.ResourceId))
                && OfferOf(entry, choice.LeadCandidate, service, slot, now) is { } offer ? offer with { Resources = choice.Resources } : null;
    }

    internal async Task<OfferOutcome> PlaceAsync(WaitlistEntry entry, Offer offer, CancellationToken cancellation)
    {
        var (stream, now) = (ServiceWaitlist.StreamOf(entry.ServiceId), offer.ReservedAt);
        await signal.SendRecoveryAsync(LookRequest.IfDue(entry.ServiceId));

        // The offer's id can be in no calendar yet.
        var (known, _) = await loader.LoadAsync<Calendar>(Calendar.StreamOf(offer.Lead), cancellation);
        var context = new CommandContext(offer.Id.Decision, now, Actor: null, $"{offer.Id}")
        {
            Attempt = new CommandAttempt(IsFirst: false, now, now + JointDecisions.Deadline) { UnrecordedUpTo = known.Version },
        };
        var reserve = context with
        {
            CommitId = new CommitId(ids.Next()), // never another process's: that one may reserve the entry for another slot
            Attempt = new CommandAttempt(IsFirst: true, now, now + JointDecisions.Deadline),
        };
        var reserved = await executor.RecordAsync<ServiceWaitlist>(stream, reserve, list => OfferDecisions.Reserve(list, entry.Id, offer), cancellation);
        if (reserved.IsRefused(out _, out var recorded) || recorded.IsEmpty)
        {
            return OfferOutcome.Skipped;
        }

        // A caller who disconnects does not stop it from here on.
        var placed = await holds.HandleAsync(HoldOf(entry, offer), context, CancellationToken.None);
        if (placed.Refusal is not null)
        {
            await settlement.WithdrawAsync(entry, offer, CancellationToken.None);
            return OfferOutcome.Lost;
        }

        await settlement.ConfirmAsync(entry, offer, CancellationToken.None);
        return OfferOutcome.Placed;
    }

    private static PlaceHold HoldOf(WaitlistEntry entry, Offer offer) => new(offer.UserId, new SlotInput(default, offer.Time.Start), offer.Expires - offer.ReservedAt)
    {
        Role = Role.Customer,
        ServiceId = entry.ServiceId,
        ResourceId = offer.Resources is null ? offer.Lead : null,
        ResourceIds = offer.Resources is { } several ? [.. several.Select(r => r.ResourceId)] : [],
        Quantity = entry.Wish.Quantity,
        ServiceLength = entry.Wish.Length,
        Offer = new OfferedTo(entry.Id, offer.Id),
    };

    private Offer? OfferOf(WaitlistEntry entry, SlotCandidate candidate, Service service, OfferedSlot slot, Instant now)
    {
        var id = OfferId.Of(entry.Id, entry.Offers);
        return OfferTimes.ExpiryOf(slot.Start, service, candidate.At.Locations.ZoneAt(slot.Start), settings.OfferLength, now) is { } expires
            ? new Offer(id, entry.UserId, candidate.ResourceId, id.HoldId, candidate.Time, now, expires)
            : null;
    }

    private async Task<SlotCandidate?> FindOneAsync(
        WaitlistEntry entry, Service service, OfferedSlot slot, Func<ResourceId, bool> isBusy, Instant now, CancellationToken cancellation)
    {
        var request = new SlotRequest(
            new Actor(entry.UserId, Role.Customer), service, new SlotInput(default, slot.Start), entry.Wish.ResourceId, entry.Wish.Quantity)
        {
            Length = entry.Wish.Length,
        };
        return (await finder.FindAsync(request, now, cancellation)).IsRefused(out _, out var found)
            ? null
            : found.InOrder().FirstOrDefault(candidate => slot.ResourceIds.Contains(candidate.ResourceId) && !isBusy(candidate.ResourceId));
    }

    private async Task<ResourceChoice?> FindSeveralAsync(
        WaitlistEntry entry, Service service, OfferedSlot slot, Instant now, CancellationToken cancellation)
    {
        var request = new BookSlot(entry.UserId, service, slot.Start)
        {
            ResourceIds = [.. slot.ResourceIds.Distinct()],
            Quantity = entry.Wish.Quantity,
            Length = entry.Wish.Length,
        };
        return (await chooser.ChooseAsync(request, now, isNewest: false, cancellation)).IsRefused(out _, out var choice) ? null : choice;
    }
}

using BookingEngine.Aggregates;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Transfers;
using BookingEngine.Waitlist.Signals;
using NodaTime;

namespace BookingEngine.Waitlist.Offers;

/// <summary>Brings a waitlist in line with what the calendars have decided about its offers, and with the time. It goes by the state, so it may run at any time
/// and any number of times.</summary>
public sealed class OfferSettlement(
    CommandExecutor executor, AggregateLoader loader, OfferHolds holds, WaitlistSignal signal, IIds ids, TimeProvider time)
{
    private const int EndedAtOnce = 50;

    /// <summary>An entry that fails does not keep the others from being settled.</summary>
    /// <returns>The waitlist as it is then, and the offers that have ended.</returns>
    internal async Task<(Versioned<ServiceWaitlist> List, IReadOnlyCollection<Offer> Ended)> RunAsync(
        ServiceId service, MatchFailures failures, CancellationToken cancellation)
    {
        var before = await ReadAsync(service, cancellation);
        var after = await SettleAsync(service, before, failures, cancellation);
        var open = after.State.Offers.Select(offer => offer.Id).ToHashSet();
        return (after, [.. before.State.Offers.Where(offer => !open.Contains(offer.Id))]);
    }

    /// <summary>Whether <see cref="RunAsync"/> would end or decide an offer because of the time.</summary>
    internal static bool IsDue(ServiceWaitlist list, Instant now) => !list.Ending.IsEmpty || list.Entries.Any(entry => entry.Offer is { } offer && now >= DueOf(entry, offer));

    private static Instant DueOf(WaitlistEntry entry, Offer offer) =>
        entry.Status is EntryStatus.Waiting ? offer.ReservedAt + JointDecisions.RecoveryDelay : offer.Expires;

    private async Task<Versioned<ServiceWaitlist>> SettleAsync(
        ServiceId service, Versioned<ServiceWaitlist> list, MatchFailures failures, CancellationToken cancellation)
    {
        if (list.State.Entries.IsEmpty && list.State.Ending.IsEmpty)
        {
            return list;
        }

        // The last ones first: if staff have booked over some of several places, those who waited longest keep theirs.
        WaitlistEntry[] offered = [.. list.State.Entries.Reverse().Where(entry => entry.Offer is not null)];
        foreach (var entry in offered)
        {
            await failures.TryAsync($"the offer to the entry {entry.Id}", () => SettleAsync(entry, entry.Offer!, cancellation));
        }

        var hasEnded = await EndAsync(service, list.State, cancellation);
        if (offered is [] && !hasEnded && list.State.Ending.IsEmpty)
        {
            return list;
        }

        foreach (var ending in (await ReadAsync(service, cancellation)).State.Ending)
        {
            await failures.TryAsync($"the last offer to the entry {ending.EntryId}", () => ReleaseAsync(service, ending, cancellation));
        }

        return await ReadAsync(service, cancellation);
    }

    /// <summary>Releases the holds of offers whose entries do not wait for them any more.</summary>
    internal async Task ReleaseAsync(ServiceId service, CancellationToken cancellation)
    {
        foreach (var ending in (await ReadAsync(service, cancellation)).State.Ending)
        {
            await ReleaseAsync(service, ending, cancellation);
        }
    }

    /// <summary>The calendar has the hold.</summary>
    internal async Task ConfirmAsync(WaitlistEntry entry, Offer offer, CancellationToken cancellation)
    {
        await signal.SendAsync(LookRequest.IfDue(entry.ServiceId), offer.Expires);
        await RecordAsync(entry.ServiceId, list => OfferDecisions.Confirm(list, entry.Id, offer.Id), cancellation);
    }

    /// <summary>The calendar does not have the hold, and never will.</summary>
    internal Task WithdrawAsync(WaitlistEntry entry, Offer offer, CancellationToken cancellation) =>
        RecordAsync(entry.ServiceId, list => OfferDecisions.Withdraw(list, entry.Id, offer.Id), cancellation);

    /// <summary>The hold is booked.</summary>
    internal Task TakeAsync(WaitlistEntry entry, Offer offer, CancellationToken cancellation) =>
        RecordAsync(entry.ServiceId, list => OfferDecisions.Take(list, entry.Id, offer), cancellation);

    /// <summary>The customer does not want the offer. Its hold is released, unless it is booked.</summary>
    internal async Task RefuseAsync(WaitlistEntry entry, Offer offer, CancellationToken cancellation) =>
        await (await FreeAsync(offer, time.Now(), cancellation)
            ? RecordAsync(entry.ServiceId, list => OfferDecisions.Refuse(list, entry.Id, offer.Id), cancellation)
            : TakeAsync(entry, offer, cancellation));

    private async Task ReleaseAsync(ServiceId service, EndingOffer ending, CancellationToken cancellation)
    {
        var (offer, now) = (ending.Offer, time.Now());
        var isBooked = await holds.WasPlacedAsync(offer, now, cancellation) && !await FreeAsync(offer, now, cancellation);
        await RecordAsync(service, list => OfferDecisions.Release(list, ending, isBooked ? new BookingId(offer.HoldId) : null), cancellation);
    }

    private Task SettleAsync(WaitlistEntry entry, Offer offer, CancellationToken cancellation) => time.Now() switch
    {
        var now when now < DueOf(entry, offer) => entry.Status is EntryStatus.Waiting ? Task.CompletedTask : CheckAsync(entry, offer, now, cancellation),
        var now when entry.Status is EntryStatus.Waiting => DecideAsync(entry, offer, now, cancellation),
        var now => ExpireAsync(entry, offer, now, cancellation),
    };

    private async Task DecideAsync(WaitlistEntry entry, Offer offer, Instant now, CancellationToken cancellation) =>
        await (await holds.WasPlacedAsync(offer, now, cancellation) ? ConfirmAsync(entry, offer, cancellation) : WithdrawAsync(entry, offer, cancellation));

    private async Task ExpireAsync(WaitlistEntry entry, Offer offer, Instant now, CancellationToken cancellation) =>
        await (await FreeAsync(offer, now, cancellation)
            ? RecordAsync(entry.ServiceId, list => OfferDecisions.Lapse(list, entry.Id, offer.Id), cancellation)
            : TakeAsync(entry, offer, cancellation));

    private Task<bool> FreeAsync(Offer offer, Instant now, CancellationToken cancellation) =>
        holds.FreeAsync(offer, now, hasExpired: now >= offer.Expires, cancellation);

    private async Task CheckAsync(WaitlistEntry entry, Offer offer, Instant now, CancellationToken cancellation)
    {
        if (!await holds.IsThereAsync(offer, cancellation))
        {
            await RefuseAsync(entry, offer, cancellation); // it was booked, or released as any hold
        }
        else if (await holds.IsLostAsync(offer, entry.ServiceId, now, cancellation))
        {
            await RecordAsync(entry.ServiceId, list => OfferDecisions.Revoke(list, entry.Id, offer.Id), cancellation);
            await ReleaseAsync(entry.ServiceId, cancellation); // before the next one is looked at
        }
    }

    // False if there was nothing to end.
    private async Task<bool> EndAsync(ServiceId service, ServiceWaitlist known, CancellationToken cancellation)
    {
        var definition = (await loader.RefreshAsync<CataloguedService>(CataloguedService.StreamOf(service), cancellation)).State.Definition;
        var (isOffered, now) = (definition.Value is { Active: true }, time.Now());
        var hasEnded = false;
        for (var list = known; !OfferDecisions.EndOver(list, isOffered, now, EndedAtOnce).Events.IsEmpty; list = (await ReadAsync(service, cancellation)).State)
        {
            await RecordAsync(service, current => OfferDecisions.EndOver(current, isOffered, now, EndedAtOnce), cancellation);
            hasEnded = true;
        }

        return hasEnded;
    }

    private Task<Versioned<ServiceWaitlist>> ReadAsync(ServiceId service, CancellationToken cancellation) =>
        loader.RefreshAsync<ServiceWaitlist>(ServiceWaitlist.StreamOf(service), cancellation);

    private async Task RecordAsync(ServiceId service, Func<ServiceWaitlist, Decision> decide, CancellationToken cancellation) => await executor.ExecuteAsync(
        ServiceWaitlist.StreamOf(service), new CommandContext(new CommitId(ids.Next()), time.Now(), Actor: null, "waitlist"), decide, cancellation);
}

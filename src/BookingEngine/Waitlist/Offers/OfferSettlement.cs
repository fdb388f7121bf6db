using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Transfers;
using NodaTime;

namespace BookingEngine.Waitlist.Offers;

/// <summary>Brings a waitlist in line with what the calendars have decided about its offers, and with the time. It goes by the state, so it may run at any time
/// and any number of times.</summary>
public sealed class OfferSettlement(
    CommandExecutor executor, AggregateLoader loader, OfferHolds holds, WaitlistSignal signal, IIds ids, TimeProvider time)
{
    private const int EndedAtOnce = 50;

    /// <summary>An entry that fails does not keep the others from being settled.</summary>
    /// <returns>The waitlist as it is then.</returns>
    internal async Task<Versioned<ServiceWaitlist>> RunAsync(ServiceId service, MatchFailures failures, CancellationToken cancellation)
    {
        var list = await ReadAsync(service, cancellation);
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
        await signal.SendAsync(ServiceWaitlist.StreamOf(entry.ServiceId), offer.Expires);
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
        await (await holds.FreeAsync(offer, time.Now(), hasExpired: false, cancellation)
            ? RecordAsync(entry.ServiceId, list => OfferDecisions.Refuse(list, entry.Id, offer.Id), cancellation)
            : TakeAsync(entry, offer, cancellation));

    private async Task ReleaseAsync(ServiceId service, EndingOffer ending, CancellationToken cancellation)
    {
        if (await holds.WasPlacedAsync(ending.Offer, time.Now(), cancellation))
        {
            await holds.FreeAsync(ending.Offer, time.Now(), hasExpired: false, cancellation);
        }

        await RecordAsync(service, list => OfferDecisions.Release(list, ending), cancellation);
    }

    private Task SettleAsync(WaitlistEntry entry, Offer offer, CancellationToken cancellation) => time.Now() switch
    {
        var now when entry.Status is EntryStatus.Waiting => now < offer.ReservedAt + JointDecisions.RecoveryDelay ? Task.CompletedTask : DecideAsync(entry, offer, now, cancellation),
        var now when now >= offer.Expires => ExpireAsync(entry, offer, now, cancellation),
        var now => CheckAsync(entry, offer, now, cancellation),
    };

    private async Task DecideAsync(WaitlistEntry entry, Offer offer, Instant now, CancellationToken cancellation) =>
        await (await holds.WasPlacedAsync(offer, now, cancellation) ? ConfirmAsync(entry, offer, cancellation) : WithdrawAsync(entry, offer, cancellation));

    private async Task ExpireAsync(WaitlistEntry entry, Offer offer, Instant now, CancellationToken cancellation) =>
        await (await holds.FreeAsync(offer, now, hasExpired: true, cancellation)
            ? RecordAsync(entry.ServiceId, list => OfferDecisions.Lapse(list, entry.Id, offer.Id), cancellation)
            : TakeAsync(entry, offer, cancellation));

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

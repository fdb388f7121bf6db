using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using BookingEngine.Transfers;
using BookingEngine.Waitlist.Signals;

namespace BookingEngine.Waitlist.Offers;

/// <summary>Looks at all waitlists, whatever messages were lost. So an offer is late by the timer's period at most, and a horizon that reaches a new day is
/// noticed.</summary>
public sealed class WaitlistSweep(WaitlistLooks looks, IReadModelStore models, AggregateLoader loader, WaitlistSignal signal, TimeProvider time)
{
    private const int PageSize = 200;

    /// <summary>Reads nothing if nobody waits. A waitlist that fails does not keep the others from being looked at.</summary>
    /// <returns>How many services somebody waits for.</returns>
    public async Task<int> RunAsync(Lag swept, CancellationToken cancellation)
    {
        if (!swept.MayWait)
        {
            return 0;
        }

        HashSet<ServiceId> services = [.. await FindAsync(cancellation), .. swept.Waitlists.Select(list => new ServiceId(list.Id))];
        try
        {
            return await LookAsync([.. services], cancellation);
        }
        finally
        {
            await QueueUndecidedAsync(services, cancellation);
        }
    }

    private async Task<int> LookAsync(HashSet<ServiceId> rest, CancellationToken cancellation)
    {
        var (waiting, results, atOnce) = (new HashSet<ServiceId>(), new List<LookResult>(), 1);
        while (rest.Count > 0)
        {
            ServiceId[] next = [.. rest.Take(atOnce)];
            await QueueDueAsync(next, cancellation);
            var result = await looks.RunAsync([.. next.Select(service => new LookRequest(ServiceWaitlist.StreamOf(service)))], cancellation);
            rest.ExceptWith(next);
            rest.ExceptWith(result.Services);
            waiting.UnionWith(result.Waiting);
            results.Add(result);
            atOnce = result.IsCut ? WaitlistMatcher.MaximumServices : 1; // too many belong together: each look is for other ones
        }

        results.ForEach(result => result.Failures.ThrowFirst());
        return waiting.Count;
    }

    // A look settles first and offers then. After a crash in between nothing is due any more, so only a message from before says that something is free.
    private async Task QueueDueAsync(IEnumerable<ServiceId> services, CancellationToken cancellation)
    {
        foreach (var stream in services.Select(ServiceWaitlist.StreamOf))
        {
            if (OfferSettlement.IsDue((await loader.RefreshAsync<ServiceWaitlist>(stream, cancellation)).State, time.Now()))
            {
                await signal.TrySendRecoveryAsync(stream);
            }
        }
    }

    // The message that settles an offer is lost if its process dies with a queue in memory. The next one sweeps when it starts.
    private async Task QueueUndecidedAsync(IEnumerable<ServiceId> services, CancellationToken cancellation)
    {
        foreach (var stream in services.Select(ServiceWaitlist.StreamOf))
        {
            var (list, _) = await loader.LoadAsync<ServiceWaitlist>(stream, cancellation); // the look has just read it
            if (list.State.Entries.Select(entry => entry.Reserved).OfType<Offer>().ToList() is [_, ..] undecided)
            {
                await signal.TrySendAsync(stream, undecided.Max(offer => offer.ReservedAt) + JointDecisions.RecoveryDelay);
            }
        }
    }

    private async Task<HashSet<ServiceId>> FindAsync(CancellationToken cancellation)
    {
        var (services, list, after) = (new HashSet<ServiceId>(), new ReadModelList(WaitlistProjection.ModelName, ListIndex.ByStatus, WaitlistProjection.Open), (string?)null);
        while (await models.ListAsync(list, new ListRange(after, null, PageSize), cancellation) is { Count: > 0 } page)
        {
            services.UnionWith(page.Select(document => new ServiceId(document.Keys!.Service)));
            after = page[^1].SortKey;
        }

        return services;
    }
}

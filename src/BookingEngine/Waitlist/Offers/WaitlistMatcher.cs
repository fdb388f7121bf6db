using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Ports;
using BookingEngine.Users.Roles;

namespace BookingEngine.Waitlist.Offers;

/// <summary>Offers what is free to those who wait, in the order in which they joined: over all services that share resources, by instant, then by id. It goes
/// by what is free now, not by what has happened, so nothing is forgotten.</summary>
public sealed class WaitlistMatcher(
    AggregateLoader loader, OfferSettlement settlement, OfferPlacement placement, WishSearch search, WaitlistFlags flags, TimeProvider time)
{
    /// <summary>How many slots one run tries for one entry. The next run tries more.</summary>
    private const int MaximumTries = 3;

    /// <returns>How many of the services have open entries.</returns>
    public async Task<int> RunAsync(IEnumerable<ServiceId> services, CancellationToken cancellation)
    {
        var failures = new MatchFailures();
        var lists = await GatherAsync(services, failures, cancellation);
        var round = new MatchRound(search, lists.SelectMany(list => list.Entries));
        var team = (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State; // whoever cannot sign in waits on
        foreach (var entry in lists.SelectMany(list => list.Entries).OrderBy(entry => entry.JoinedAt).ThenBy(entry => entry.Id.Value))
        {
            if (team.IsActive(entry.UserId) && !round.HasOffer(entry))
            {
                await failures.TryAsync(() => OfferAsync(entry, round, cancellation));
            }
        }

        failures.ThrowFirst();
        return lists.Count;
    }

    /// <summary>The services that somebody waits for at a resource.</summary>
    public async Task<IReadOnlyCollection<ServiceId>> WaitedForAsync(ResourceId resource, CancellationToken cancellation) =>
        [.. (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(resource), cancellation)).State.Waiting.Keys];

    // With those that somebody waits for at the same resources.
    private async Task<List<ServiceWaitlist>> GatherAsync(IEnumerable<ServiceId> services, MatchFailures failures, CancellationToken cancellation)
    {
        var (todo, seen, lists) = (new Queue<ServiceId>(services), new HashSet<ServiceId>(), new List<ServiceWaitlist>());
        while (todo.TryDequeue(out var service))
        {
            if (seen.Add(service))
            {
                await failures.TryAsync(() => AddAsync(service, lists, todo, cancellation));
            }
        }

        return lists;
    }

    private async Task AddAsync(ServiceId service, List<ServiceWaitlist> lists, Queue<ServiceId> todo, CancellationToken cancellation)
    {
        var (list, version) = await settlement.RunAsync(service, cancellation);
        if (list.Entries.IsEmpty)
        {
            await flags.CloseAsync(service, version, cancellation);
            return;
        }

        await flags.OpenAsync(service, list.OpenedAt, cancellation);
        foreach (var resource in await flags.ResourcesOfAsync(service, cancellation))
        {
            (await WaitedForAsync(resource, cancellation)).ToList().ForEach(todo.Enqueue);
        }

        lists.Add(list);
    }

    private async Task OfferAsync(WaitlistEntry entry, MatchRound round, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MaximumTries; tries++)
        {
            if (await round.FindAsync(entry, time.Now(), cancellation) is not ({ } service, var slot))
            {
                return;
            }

            var outcome = await placement.PrepareAsync(entry, service, slot, resource => round.IsReserved(resource, slot.Start), cancellation) is { } offer
                ? await placement.PlaceAsync(entry, offer, cancellation)
                : OfferOutcome.Lost;
            round.Add(entry, slot.Start, outcome);
            if (outcome is not OfferOutcome.Lost)
            {
                return;
            }

            entry = (await loader.RefreshAsync<ServiceWaitlist>(ServiceWaitlist.StreamOf(entry.ServiceId), cancellation)).State.Find(entry.Id) ?? entry;
        }
    }
}

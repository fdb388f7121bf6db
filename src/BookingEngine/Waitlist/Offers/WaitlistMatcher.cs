using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.Ports;
using BookingEngine.Users.Roles;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Waitlist.Offers;

/// <summary>Offers what is free to those who wait, in the order in which they joined: over all services that share resources, by instant, then by id. It goes
/// by what is free now, not by what has happened, so nothing is forgotten.</summary>
public sealed class WaitlistMatcher(
    AggregateLoader loader, OfferSettlement settlement, OfferPlacement placement, WishSearch search, WaitlistFlags flags, TimeProvider time,
    ILogger<WaitlistMatcher> logger)
{
    /// <summary>How many slots one run asks calendars for, for one entry. The next run begins with others.</summary>
    private const int MaximumTries = 3;

    /// <summary>How many slots one run looks at for one entry.</summary>
    private const int MaximumSlots = 20;

    /// <returns>How many of the services have open entries.</returns>
    public Task<int> RunAsync(IEnumerable<ServiceId> services, CancellationToken cancellation) => RunAsync(services, [], cancellation);

    /// <summary>Looks at the services that somebody waits for at a resource.</summary>
    public Task RunAsync(ResourceId resource, CancellationToken cancellation) => RunAsync([], [resource], cancellation);

    private async Task<int> RunAsync(IEnumerable<ServiceId> services, IEnumerable<ResourceId> resources, CancellationToken cancellation)
    {
        var failures = new MatchFailures(logger);
        var lists = await new WaitlistGathering(loader, settlement, flags, failures).RunAsync(services, resources, cancellation);
        var round = new MatchRound(search, lists.SelectMany(list => list.Entries));
        var team = (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State; // customers who cannot sign in wait on
        foreach (var entry in lists.SelectMany(list => list.Entries).OrderBy(entry => entry.JoinedAt).ThenBy(entry => entry.Id.Value))
        {
            if (team.IsActive(entry.UserId) && !round.HasOffer(entry))
            {
                await failures.TryAsync($"the entry {entry.Id}", () => OfferAsync(entry, round, cancellation));
            }
        }

        failures.ThrowFirst();
        return lists.Count;
    }

    private async Task OfferAsync(WaitlistEntry entry, MatchRound round, CancellationToken cancellation)
    {
        for (var (slots, tries) = (0, 0); slots < MaximumSlots && tries < MaximumTries; slots++)
        {
            if (await round.FindAsync(entry, time.Now(), cancellation) is not ({ } service, var slot))
            {
                return;
            }

            var offer = await placement.PrepareAsync(entry, service, slot, resource => round.IsReserved(resource, slot.Start), cancellation);
            if (offer is null)
            {
                round.Skip(entry, slot.Start);
                continue;
            }

            var outcome = await placement.PlaceAsync(entry, offer, round, cancellation);
            round.Add(entry, slot.Start, outcome);
            if (outcome is not OfferOutcome.Lost)
            {
                return;
            }

            tries++;
            entry = (await loader.RefreshAsync<ServiceWaitlist>(ServiceWaitlist.StreamOf(entry.ServiceId), cancellation)).State.Find(entry.Id) ?? entry;
        }
    }
}

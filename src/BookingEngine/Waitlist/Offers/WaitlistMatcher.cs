using BookingEngine.Aggregates;
using BookingEngine.Ports;
using BookingEngine.Users.Roles;
using BookingEngine.Waitlist.Signals;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Waitlist.Offers;

/// <summary>Offers what is free to those who wait, in the order in which they joined: over all services that share resources, by instant, then by id. It goes
/// by what is free now, not by what has happened, so nothing is forgotten.</summary>
public sealed class WaitlistMatcher(
    AggregateLoader loader, OfferSettlement settlement, OfferPlacement placement, WishSearch search, WaitlistFlags flags, BlockedCustomers blocked,
    WaitlistSignal signal, TimeProvider time, ILogger<WaitlistMatcher> logger)
{
    /// <summary>How many services one run reads. If somebody waits at the same resources for more, the order in which customers joined holds among these.</summary>
    public const int MaximumServices = 50;

    /// <summary>How many slots one run asks calendars for, for one entry. The next run begins with others.</summary>
    private const int MaximumTries = 3;

    /// <summary>How many slots one run looks at for one entry.</summary>
    private const int MaximumSlots = 20;

    /// <summary>Queues the rest, if this is too much for one look.</summary>
    internal async Task<LookResult> RunAsync(IReadOnlyCollection<LookRequest> requests, CancellationToken cancellation)
    {
        var failures = new MatchFailures(logger);
        var gathering = new WaitlistGathering(loader, settlement, flags, failures);
        await gathering.RunAsync(requests, cancellation);
        await OfferAsync(gathering, failures, cancellation);
        await gathering.CloseFlagsAsync(cancellation);
        foreach (var rest in gathering.Rest())
        {
            await signal.SendAsync(rest);
        }

        return gathering.ToResult();
    }

    private async Task OfferAsync(WaitlistGathering gathering, MatchFailures failures, CancellationToken cancellation)
    {
        WaitlistEntry[] entries = [.. gathering.Lists.SelectMany(list => list.Entries)];
        var round = new MatchRound(search, entries);
        var team = (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State; // customers who cannot sign in wait on
        foreach (var entry in entries.OrderBy(entry => entry.JoinedAt).ThenBy(entry => entry.Id.Value))
        {
            if (team.IsActive(entry.UserId) && !round.HasOffer(entry))
            {
                await failures.TryAsync($"the entry {entry.Id}", () => OfferAsync(entry, round, gathering, cancellation));
            }
        }
    }

    private async Task OfferAsync(WaitlistEntry entry, MatchRound round, WaitlistGathering gathering, CancellationToken cancellation)
    {
        for (var (slots, tries) = (0, 0); slots < MaximumSlots && tries < MaximumTries; slots++)
        {
            if (await round.FindAsync(entry, time.Now(), cancellation) is not ({ } service, var slot))
            {
                await (round.BlockedFrom is { } free ? gathering.FollowAsync(entry, free, blocked, cancellation) : Task.CompletedTask);
                return;
            }

            var offer = await placement.PrepareAsync(entry, service, slot, resource => round.IsReserved(resource, slot.Start), cancellation);
            if (offer is null)
            {
                round.Skip(entry, slot.Start);
                continue;
            }

            var outcome = await placement.PlaceAsync(entry, offer, cancellation);
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

using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Holds;
using BookingEngine.Ports;
using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.Waitlist.Offers;

/// <summary>What the calendars say about the holds of offers.</summary>
public sealed class OfferHolds(CommandExecutor executor, AggregateLoader loader, ReleaseHoldHandler releases, IIds ids)
{
    /// <summary>Whether the calendar has taken the offer. If it has not decided, it never will: the answer is recorded under the offer's id.</summary>
    public async Task<bool> WasPlacedAsync(Offer offer, Instant now, CancellationToken cancellation)
    {
        var context = new CommandContext(offer.Id.Decision, Instant.Max(now, offer.ReservedAt), Actor: null, $"{offer.Id}")
        {
            Attempt = CommandAttempt.Competing(offer.ReservedAt),
        };
        var withdrawal = new DecisionWithdrawn(new MoveId(offer.Id.Value), new BookingId(offer.HoldId));
        var decided = await executor.RecordAsync<Calendar>(Calendar.StreamOf(offer.Lead), context, _ => Decision.Of(withdrawal), cancellation);
        return decided.IsRefused(out var refusal, out var recorded)
            ? throw new InvalidOperationException($"A withdrawal was refused: {refusal.Code}.")
            : recorded is [{ Event: HoldPlaced }];
    }

    /// <summary>Releases the hold. The calendar's order decides between this and a booking.</summary>
    /// <returns>False if the hold is booked.</returns>
    public async Task<bool> FreeAsync(Offer offer, Instant now, bool hasExpired, CancellationToken cancellation)
    {
        var context = new CommandContext(new CommitId(ids.Next()), now, Actor: null, $"{offer.Id}");
        var release = new ReleaseHold(new HoldId(offer.Lead, offer.HoldId), offer.UserId) { HasExpired = hasExpired };
        await releases.HandleAsync(release, context, cancellation);
        return (await LeadAsync(offer, cancellation)).Find(new BookingId(offer.HoldId)) is null;
    }

    /// <summary>Whether the hold is there, expired or not.</summary>
    public async Task<bool> IsThereAsync(Offer offer, CancellationToken cancellation) =>
        (await LeadAsync(offer, cancellation)).FindHold(offer.HoldId) is not null;

    /// <summary>Whether the hold cannot be booked any more, or would be one too many: staff have booked over it.</summary>
    public async Task<bool> IsLostAsync(Offer offer, ServiceId service, Instant now, CancellationToken cancellation)
    {
        var seats = (await loader.LoadAsync<CataloguedService>(CataloguedService.StreamOf(service), cancellation)).Aggregate.State.Definition.Value?.Capacity ?? 1;
        foreach (var resource in offer.ResourceIds.Distinct())
        {
            var calendar = (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(resource), cancellation)).State;
            if (calendar.Resource.Value is not { Active: true, Capacity: var capacity } || IsOverbooked(calendar.Occupied, offer.HoldId, capacity, seats, now))
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="capacity">Of the resource, in sessions.</param>
    /// <param name="seats">Of a session.</param>
    public static bool IsOverbooked(Occupancy occupied, Guid hold, int capacity, int seats, Instant now) =>
        occupied.TryFind(hold, out var entry) && (entry.Parts.IsEmpty ? [entry] : entry.Parts).Any(time => IsFull(occupied, hold, time, capacity, seats, now));

    // A seat of a session is not lost if the session itself is one too many: the search offers such seats, too. What a move has only reserved may be
    // the same booking's second time.
    private static bool IsFull(Occupancy occupied, Guid hold, OccupiedSlot time, int capacity, int seats, Instant now)
    {
        var all = occupied.Between(time.BlockedFrom, time.BlockedUntil);
        all.RemoveAll(entry => !entry.BlocksAt(now.ToUnixTimeTicks()) || entry.State.PendingTransfer is not null);
        if (time.Shared && Sessions.Of(all).Find(time.ServiceId, time.StartTicks) is { } session && session.Seats > seats)
        {
            return true;
        }

        var peak = PeakIn(all, time);
        all.RemoveAll(entry => entry.Owner == hold);
        return peak > capacity && peak > PeakIn(all, time);
    }

    private static int PeakIn(List<OccupiedSlot> all, OccupiedSlot time) => Sessions.Of(all).Concurrent.Peak(time.BlockedFrom, time.BlockedUntil);

    private async Task<Calendar> LeadAsync(Offer offer, CancellationToken cancellation) =>
        (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(offer.Lead), cancellation)).State;
}

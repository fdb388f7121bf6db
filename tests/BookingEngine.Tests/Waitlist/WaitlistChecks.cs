using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Offers;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Waitlist;

/// <summary>Compares the waitlists with the calendars, as the store has both now.</summary>
public sealed class WaitlistChecks(IServiceProvider by, Instant now)
{
    private static readonly Duration LongestReservation = Duration.FromSeconds(30);
    private readonly AggregateLoader _loader = by.GetRequiredService<AggregateLoader>();

    /// <summary>A place that two have, a customer who has two offers, and a reservation that lasts too long.</summary>
    public async Task<IReadOnlyList<string>> FindFaultsAsync()
    {
        var (lists, calendars) = (await AllAsync<ServiceWaitlist>(), await AllAsync<Calendar>());
        return
        [
            .. calendars.SelectMany(c => DoublesOf(c.Key.Id, c.Value)),
            .. calendars.SelectMany(c => c.Value.PendingTransfers(new ResourceId(c.Key.Id))).Where(p => p.Pending.Since < now - LongestReservation).Select(p => $"{p.Move} is reserved for too long"),
            .. lists.SelectMany(l => l.Value.Entries).Where(e => e is { Status: EntryStatus.Waiting, Offer: { } offer } && offer.ReservedAt < now - LongestReservation).Select(e => $"{e.UserId} is reserved for too long"),
            .. lists.SelectMany(l => l.Value.Entries.Where(e => e.Offer is not null).GroupBy(e => e.UserId).Where(g => g.Count() > 1).Select(g => $"{g.Key} has two offers")),
        ];
    }

    /// <summary>What is left although nothing is to do any more: an offer without a hold or an end, a hold without an offer, and a free place that somebody waits
    /// for.</summary>
    public async Task<IReadOnlyList<string>> FindUnsettledAsync()
    {
        var (lists, calendars) = (await AllAsync<ServiceWaitlist>(), await AllAsync<Calendar>());
        var open = lists.SelectMany(l => l.Value.Entries).ToList();
        List<string> faults =
        [
            .. from entry in open
               where entry.Offered is { } offer && now < offer.Expires && !Knows(calendars[Calendar.StreamOf(offer.Lead)], offer)
               select $"{entry.UserId} is offered what no calendar has",
            .. open.Where(e => e is { Status: EntryStatus.Waiting, Offer: not null }).Select(e => $"{e.UserId} is still reserved"),
            .. lists.SelectMany(l => l.Value.Ending).Select(e => $"the offer of {e.EntryId} has not ended"),
            .. calendars.SelectMany(c => c.Value.Occupied.All).Where(e => e.State is { IsOffer: true, Status: BookingStatus.Held } && now < e.Expires)
                .Where(e => !open.Any(entry => entry.Offered?.HoldId == e.Id)).Select(e => $"the hold {e.Id} belongs to nobody"),
            .. calendars.Where(c => c.Value.Waiting.Any(w => lists[ServiceWaitlist.StreamOf(w.Key)].Entries.IsEmpty)).Select(c => $"{c.Key} thinks that somebody waits"),
        ];
        foreach (var entry in open.Where(e => e.Offer is null && !open.Any(o => o.UserId == e.UserId && o.ServiceId == e.ServiceId && o.Offer is not null)))
        {
            if (await IsFreeAsync(entry))
            {
                faults.Add($"{entry.UserId} waits for a free place");
            }
        }

        var check = await by.GetRequiredService<Rebuild>().CheckAsync(new SilentProgress(), CancellationToken.None);
        return check is { Different: 0, Unreadable: 0 } ? faults : [.. faults, $"read models {check}"];
    }

    private async Task<bool> IsFreeAsync(WaitlistEntry entry)
    {
        var search = by.GetRequiredService<WishSearch>();
        return !(await search.ReadAsync(entry.ServiceId, entry.Wish, now, CancellationToken.None)).IsRefused(out _, out var candidates)
            && !(await search.FindAsync(candidates, entry.UserId, entry.Wish, slot => entry.Missed?.Contains(slot.Start) is not true
                && OfferTimes.ExpiryOf(slot.Start, candidates.Query.Service, DateTimeZone.Utc, Duration.FromHours(1), now) is not null, 1, CancellationToken.None)).Slots.IsEmpty;
    }

    // Every resource has one place. Overrides may take it twice.
    private IEnumerable<string> DoublesOf(string resource, Calendar calendar)
    {
        var taken = calendar.Occupied.Times.Where(e => e.Blocks && !(e.Expires <= now) && !e.Shared).ToList();
        return from first in taken
               from second in taken
               where first.Start < second.End && second.Start < first.End && first.Id.CompareTo(second.Id) < 0 && first.Owner != second.Owner
                   && (calendar.Resource.Value?.Capacity ?? 1) == 1 && !(first.State.Shared is { } one && one.BookingId == second.State.Shared?.BookingId)
               select $"{resource} is taken twice at {first.Start}";
    }

    private static bool Knows(Calendar calendar, Offer offer) =>
        calendar.FindHold(offer.HoldId) is not null || calendar.Find(new BookingId(offer.HoldId)) is not null;

    private async Task<Dictionary<StreamName, TState>> AllAsync<TState>()
        where TState : IAggregate<TState>
    {
        Dictionary<StreamName, TState> found = [];
        foreach (var (stream, _) in await by.GetRequiredService<IEventStore>().ListStreamsAsync(null, 1_000, CancellationToken.None))
        {
            if (stream.Category == TState.Category)
            {
                found[stream] = (await _loader.RefreshAsync<TState>(stream, CancellationToken.None)).State;
            }
        }

        return found;
    }
}

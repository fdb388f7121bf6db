using BookingEngine.Availability;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Waitlist.Offers;

/// <summary>What one run knows: who has an offer, which slots are being offered, and the calendars, which are read once until an offer changes them.</summary>
internal sealed class MatchRound(WishSearch search, IEnumerable<WaitlistEntry> entries)
{
    private readonly HashSet<(ServiceId, UserId)> _offered = [.. entries.Where(e => e.Offer is not null).Select(e => (e.ServiceId, e.UserId))];
    private readonly HashSet<(ResourceId, Instant)> _reserved =
        [.. entries.Select(e => e.Reserved).OfType<Offer>().SelectMany(offer => offer.ResourceIds.Select(r => (r, offer.Time.Start)))];
    private readonly HashSet<(EntryId, Instant)> _lost = [];
    private readonly Dictionary<(ServiceId, ResourceId?, int, Duration?), Candidates?> _candidates = [];

    /// <summary>Whether the customer has an offer of this service, for this entry or another.</summary>
    public bool HasOffer(WaitlistEntry entry) => _offered.Contains((entry.ServiceId, entry.UserId));

    /// <summary>Whether an offer that its calendar has not decided yet asks for the resource at that start.</summary>
    public bool IsReserved(ResourceId resource, Instant start) => _reserved.Contains((resource, start));

    /// <summary>The service of the last entry, if slots of it are free, and its customer's other bookings, holds or limits exclude them; null otherwise.</summary>
    public Service? BlockedFrom { get; private set; }

    /// <summary>The first slot that the entry can take now, and its service; null for none.</summary>
    public async Task<(Service Service, OfferedSlot Slot)?> FindAsync(WaitlistEntry entry, Instant now, CancellationToken cancellation)
    {
        BlockedFrom = null;
        if (await ReadAsync(entry, now, cancellation) is not { } candidates)
        {
            return null;
        }

        var service = candidates.Query.Service;
        var withdrawn = entry.Withdrawn ?? [];
        var found = await FindAsync(entry, candidates, slot => IsWanted(entry, service, slot, now) && !withdrawn.Contains(slot.Start), cancellation);
        found = found.Slots.IsEmpty && !withdrawn.IsEmpty ? await FindAsync(entry, candidates, slot => IsWanted(entry, service, slot, now), cancellation) : found;
        BlockedFrom = found.IsCustomerBlocked ? service : null;
        return found.Slots is [var slot] ? (service, slot) : null;
    }

    /// <summary>No offer can be made of the slot: the run does not try it again.</summary>
    public void Skip(WaitlistEntry entry, Instant start) => _lost.Add((entry.Id, start));

    public void Add(WaitlistEntry entry, Instant start, OfferOutcome outcome)
    {
        _candidates.Clear();
        _lost.Add((entry.Id, start));
        if (outcome is OfferOutcome.Placed)
        {
            _offered.Add((entry.ServiceId, entry.UserId));
        }
    }

    // The zone of the place decides later: notices in days are as long everywhere.
    private bool IsWanted(WaitlistEntry entry, Service service, OfferedSlot slot, Instant now) =>
        entry.Missed?.Contains(slot.Start) is not true && !_lost.Contains((entry.Id, slot.Start))
        && !(slot.Needs.IsDefault ? slot.ResourceIds.All(r => IsReserved(r, slot.Start)) : slot.ResourceIds.Any(r => IsReserved(r, slot.Start)))
        && OfferTimes.ExpiryOf(slot.Start, service, ZoneData.Zones[entry.Wish.TimeZone], WaitlistSettings.ShortestOffer, now) is not null;

    private Task<WishMatches> FindAsync(
        WaitlistEntry entry, Candidates candidates, Predicate<OfferedSlot> isWanted, CancellationToken cancellation) =>
        search.FindAsync(candidates, entry.UserId, entry.Wish, isWanted, count: 1, cancellation);

    private async Task<Candidates?> ReadAsync(WaitlistEntry entry, Instant now, CancellationToken cancellation)
    {
        var wish = entry.Wish;
        var key = (entry.ServiceId, wish.ResourceId, wish.Quantity, wish.Length);
        if (!_candidates.TryGetValue(key, out var known))
        {
            var read = await search.ReadAsync(entry.ServiceId, wish, now, cancellation);
            _candidates[key] = known = read.IsRefused(out _, out var candidates) ? null : candidates;
        }

        return known;
    }
}

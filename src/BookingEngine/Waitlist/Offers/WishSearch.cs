using System.Collections.Immutable;
using BookingEngine.Availability;
using BookingEngine.BookingLimits;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Waitlist.Offers;

/// <summary>Finds the free starts that meet a wish, by the search that customers use.</summary>
public sealed class WishSearch(CandidateReader reader, CustomerLimitCheck customers)
{
    private static readonly Duration FirstStride = Duration.FromDays(4), LongestStride = Duration.FromDays(32), ShortestStride = Duration.FromHours(1);

    /// <summary>The resources as the store has them now. Nobody's limits count yet.</summary>
    public Task<Outcome<Candidates>> ReadAsync(ServiceId service, Wish wish, Instant now, CancellationToken cancellation) => reader.ReadAsync(
        new AvailabilityRequest(service, wish.ResourceId, wish.Quantity, ZoneData.Zones[wish.TimeZone], CanSeeRetired: false) { Length = wish.Length }, now,
        cancellation);

    /// <summary>The first starts that the customer could book now.</summary>
    /// <param name="isWanted">Tested for the starts that meet the wish.</param>
    public async Task<ImmutableArray<OfferedSlot>> FindAsync(
        Candidates candidates, UserId customer, Wish wish, Predicate<OfferedSlot> isWanted, int count, CancellationToken cancellation)
    {
        var (from, to) = (Instant.Max(wish.From, candidates.Query.Now), EndOf(wish, candidates.Query));
        if (from >= to)
        {
            return [];
        }

        var query = await reader.WithUseAsync(candidates.Query, from, to, cancellation);
        var found = Find(candidates, query, wish, isWanted, count, from, to, cancellation);
        if (found.IsEmpty || !query.Service.ClaimsCustomer)
        {
            return found;
        }

        var limits = await customers.ReadAsync(customer, query.Service, moving: null, query.Now, cancellation);
        return Find(candidates, query with { Limits = limits }, wish, isWanted, count, from, to, cancellation);
    }

    private static ImmutableArray<OfferedSlot> Find(
        Candidates candidates, SlotQuery query, Wish wish, Predicate<OfferedSlot> isWanted, int count, Instant from, Instant to, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<OfferedSlot>();
        for (var stride = FirstStride; from < to && found.Count < count; stride = Duration.Min(stride + stride, LongestStride))
        {
            while (stride > ShortestStride && SearchSize.IsOver(SearchSize.Maximum, query, candidates.Calendars, from, from + stride))
            {
                stride /= 2;
            }

            var until = to - from > stride ? from + stride : to;
            found.AddRange(candidates.Offers(query, from, until, cancellation).Where(slot => wish.IsMetBy(slot.Start) && isWanted(slot)).Take(count - found.Count));
            from = until;
        }

        return found.ToImmutable();
    }

    // A start exactly at the horizon can be booked, but the range's end is excluded.
    private static Instant EndOf(Wish wish, SlotQuery query)
    {
        var end = query.Service.Horizon is { } horizon ? Instant.Min(wish.To, query.Now + horizon + Duration.FromTicks(1)) : wish.To;
        return Instant.Min(end, SlotRange.Latest);
    }
}

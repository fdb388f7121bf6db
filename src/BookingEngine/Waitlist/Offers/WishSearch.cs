using System.Collections.Immutable;
using BookingEngine.Availability;
using BookingEngine.BookingLimits;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Waitlist.Offers;

/// <summary>What a search for a wish has found.</summary>
/// <param name="IsCustomerBlocked">Whether slots are free, and other bookings, holds or limits of the customer exclude all of them.</param>
public readonly record struct WishMatches(ImmutableArray<OfferedSlot> Slots, bool IsCustomerBlocked);

/// <summary>Finds the free starts that meet a wish, by the search that customers use.</summary>
public sealed class WishSearch(CandidateReader reader, CustomerLimitCheck customers)
{
    /// <summary>The resources as the store has them now. Nobody's limits count yet.</summary>
    public Task<Outcome<Candidates>> ReadAsync(ServiceId service, Wish wish, Instant now, CancellationToken cancellation) => reader.ReadAsync(
        new AvailabilityRequest(service, wish.ResourceId, wish.Quantity, ZoneData.Zones[wish.TimeZone], CanSeeRetired: false) { Length = wish.Length }, now,
        cancellation);

    /// <summary>The first starts that the customer could book now.</summary>
    /// <param name="isWanted">Tested for the starts that meet the wish.</param>
    public async Task<WishMatches> FindAsync(
        Candidates candidates, UserId customer, Wish wish, Predicate<OfferedSlot> isWanted, int count, CancellationToken cancellation)
    {
        var (from, to) = (Instant.Max(wish.From, candidates.Query.Now), EndOf(wish, candidates.Query));
        if (from >= to)
        {
            return new([], IsCustomerBlocked: false);
        }

        // What limits allow is read only if something is free: mostly nothing is.
        var query = candidates.Query;
        var found = Find(query);
        if (!found.IsEmpty && query.Service.BookingLimits is not null)
        {
            query = await reader.WithUseAsync(query, from, to, cancellation);
            found = Find(query);
        }

        var isFree = !found.IsEmpty;
        if (isFree && query.Service.ClaimsCustomer)
        {
            query = query with { Limits = await customers.ReadAsync(customer, query.Service, moving: null, query.Now, cancellation) };
            found = Find(query);
        }

        return new(found, IsCustomerBlocked: isFree && found.IsEmpty);

        ImmutableArray<OfferedSlot> Find(SlotQuery asked) =>
            new Scan(candidates, asked, slot => wish.IsMetBy(slot.Start) && isWanted(slot), count).Run(wish.Windows(from, to), cancellation);
    }

    // A start exactly at the horizon can be booked, but the range's end is excluded.
    private static Instant EndOf(Wish wish, SlotQuery query)
    {
        var end = query.Service.Horizon is { } horizon ? Instant.Min(wish.To, query.Now + horizon + Duration.FromTicks(1)) : wish.To;
        return Instant.Min(end, SlotRange.Latest);
    }

    /// <summary>One search. It gives up after <see cref="SlotSearch.MaximumExamined"/> starts.</summary>
    private sealed class Scan(Candidates candidates, SlotQuery query, Predicate<OfferedSlot> isMet, int count)
    {
        private static readonly Duration FirstStride = Duration.FromDays(4), LongestStride = Duration.FromDays(32), ShortestStride = Duration.FromHours(1);
        private readonly ImmutableArray<OfferedSlot>.Builder _found = ImmutableArray.CreateBuilder<OfferedSlot>();
        private Duration _stride = FirstStride;
        private long _examined;

        private bool IsOver => _found.Count == count || _examined >= SlotSearch.MaximumExamined;

        public ImmutableArray<OfferedSlot> Run(IEnumerable<(Instant From, Instant To)> windows, CancellationToken cancellation)
        {
            foreach (var (from, to) in windows)
            {
                for (var next = from; next < to && !IsOver;)
                {
                    next = Next(next, to, cancellation);
                }

                if (IsOver)
                {
                    break;
                }
            }

            return _found.ToImmutable();
        }

        private Instant Next(Instant from, Instant to, CancellationToken cancellation)
        {
            while (_stride > ShortestStride && SearchSize.IsOver(SearchSize.Maximum, query, candidates.Calendars, from, from + _stride))
            {
                _stride /= 2;
            }

            var until = to - from > _stride ? from + _stride : to;
            _found.AddRange(candidates.Offers(query, from, until, cancellation).Where(slot => isMet(slot)).Take(count - _found.Count));
            _examined += SearchSize.CountOf(query, candidates.Calendars, from, until);
            _stride = Duration.Min(_stride + _stride, LongestStride);
            return until;
        }
    }
}

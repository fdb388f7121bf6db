using System.Collections.Immutable;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Availability;

/// <param name="From">Now where null.</param>
/// <param name="Count">How many starts at most.</param>
public sealed record GetNextAvailability(AvailabilityRequest Wish, RangeBound? From, int Count);

/// <param name="Zone">Whose offsets are to be shown.</param>
public sealed record NextAvailability(DateTimeZone Zone, ImmutableArray<OfferedSlot> Slots);

/// <summary>The first starts that can be booked at this moment.</summary>
public sealed class GetNextAvailabilityHandler(CandidateReader reader)
{
    /// <summary>How far is looked, so that the question is answered in bounded time where nothing is free.</summary>
    public const int MaximumDays = 366;

    public async Task<Outcome<NextAvailability>> HandleAsync(GetNextAvailability query, Instant now, CancellationToken cancellation)
    {
        var read = await reader.ReadAsync(query.Wish, now, cancellation);
        if (read.IsRefused(out var refusal, out var candidates))
        {
            return refusal;
        }

        var (terms, calendars, zone) = candidates;
        var from = Instant.Min(Instant.Max(now, query.From?.In(zone) ?? now), SlotRange.Latest);
        return new NextAvailability(zone, SlotSearch.Next(terms, calendars, from, EndOf(terms, from), query.Count));
    }

    private static Instant EndOf(SlotQuery terms, Instant from)
    {
        var end = from + Duration.FromDays(MaximumDays);

        // A start at the very horizon can be booked, and the range's end is excluded.
        return terms.Service.Horizon is { } horizon ? Instant.Min(end, terms.Now + horizon + Duration.FromTicks(1)) : end;
    }
}

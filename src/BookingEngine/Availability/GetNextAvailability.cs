using System.Collections.Immutable;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Availability;

/// <summary>Finds the first starts that can be booked now.</summary>
/// <param name="From">Null for now.</param>
/// <param name="Count">The maximum number of starts.</param>
public sealed record GetNextAvailability(AvailabilityRequest Request, RangeBound? From, int Count);

/// <param name="Zone">The zone of the offsets in the answer.</param>
public sealed record NextAvailability(DateTimeZone Zone, ImmutableArray<OfferedSlot> Slots);

public sealed class GetNextAvailabilityHandler(CandidateReader reader)
{
    /// <summary>How far ahead it searches, so that the time is bounded if nothing is free.</summary>
    public const int MaximumDays = 366;

    public async Task<Outcome<NextAvailability>> HandleAsync(GetNextAvailability query, Instant now, CancellationToken cancellation)
    {
        var read = await reader.ReadAsync(query.Request, now, cancellation);
        if (read.IsRefused(out var refusal, out var candidates))
        {
            return refusal;
        }

        var slotQuery = candidates.Query;
        var zone = candidates.ZoneFrom(query.From ?? new RangeBound(null, now));
        var from = Instant.Min(Instant.Max(now, query.From?.In(zone) ?? now), SlotRange.Latest);
        var end = EndOf(slotQuery, from);
        return new NextAvailability(
            zone, candidates.Next(await reader.WithUseAsync(slotQuery, from, end, cancellation), from, end, query.Count, cancellation));
    }

    private static Instant EndOf(SlotQuery slotQuery, Instant from)
    {
        var end = from + Duration.FromDays(MaximumDays);

        // A start exactly at the horizon can be booked, but the range's end is excluded.
        return slotQuery.Service.Horizon is { } horizon ? Instant.Min(end, slotQuery.Now + horizon + Duration.FromTicks(1)) : end;
    }
}

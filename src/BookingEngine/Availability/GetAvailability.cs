using System.Collections.Immutable;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Availability;

/// <summary>Finds the starts in a range that can be booked now and, on request, why others cannot.</summary>
/// <param name="To">Excluded.</param>
/// <param name="Explain">Whether to return refused starts, too.</param>
public sealed record GetAvailability(AvailabilityRequest Request, RangeBound From, RangeBound To, bool Explain);

/// <param name="Zone">The zone of the days' dates.</param>
/// <param name="Days">By date, without empty days.</param>
public sealed record FoundAvailability(DateTimeZone Zone, ImmutableArray<AvailabilityDay> Days);

public sealed class GetAvailabilityHandler(CandidateReader reader)
{
    public async Task<Outcome<FoundAvailability>> HandleAsync(GetAvailability query, Instant now, CancellationToken cancellation) =>
        (await reader.ReadAsync(query.Request, now, cancellation)).IsRefused(out var refusal, out var candidates)
            ? refusal
            : await FindAsync(query, candidates, cancellation);

    private async Task<Outcome<FoundAvailability>> FindAsync(GetAvailability query, Candidates candidates, CancellationToken cancellation)
    {
        var (calendars, zone) = (candidates.Calendars, candidates.ZoneFrom(query.From));
        if (TimeRange.Of(query.From, query.To, zone).IsRefused(out var refusal, out var range))
        {
            return refusal;
        }

        if (SearchSize.IsOver(SearchSize.Maximum, candidates.Query, calendars, range.From, range.To))
        {
            return SearchSize.TooLarge;
        }

        var slotQuery = await reader.WithUseAsync(candidates.Query, range.From, range.To, cancellation);
        var slots = candidates.Offers(slotQuery, range.From, range.To, cancellation);
        return new FoundAvailability(zone, query.Explain
            ? AvailabilityDays.Of(slots, candidates.Explain(slotQuery, range.From, range.To, cancellation), zone)
            : AvailabilityDays.Of(slots, zone));
    }
}

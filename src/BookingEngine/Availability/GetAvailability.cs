using System.Collections.Immutable;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Availability;

/// <param name="To">Excluded.</param>
/// <param name="Explain">Whether refused starts are wanted, too.</param>
public sealed record GetAvailability(AvailabilityRequest Wish, RangeBound From, RangeBound To, bool Explain);

/// <param name="Zone">Whose dates the days are.</param>
/// <param name="Days">Those that have anything, by date.</param>
public sealed record FoundAvailability(DateTimeZone Zone, ImmutableArray<AvailabilityDay> Days);

/// <summary>Which starts in a range can be booked at this moment, and on request why others cannot.</summary>
public sealed class GetAvailabilityHandler(CandidateReader reader)
{
    public async Task<Outcome<FoundAvailability>> HandleAsync(GetAvailability query, Instant now, CancellationToken cancellation) =>
        (await reader.ReadAsync(query.Wish, now, cancellation)).IsRefused(out var refusal, out var candidates) ? refusal : Find(query, candidates);

    private static Outcome<FoundAvailability> Find(GetAvailability query, Candidates candidates)
    {
        var (terms, calendars, zone) = candidates;
        if (TimeRange.Of(query.From, query.To, zone).IsRefused(out var refusal, out var range))
        {
            return refusal;
        }

        var slots = SlotSearch.Offers(terms, calendars, range.From, range.To);
        return new FoundAvailability(zone, query.Explain
            ? AvailabilityDays.Of(slots, SlotSearch.Explain(terms, calendars, range.From, range.To), zone)
            : AvailabilityDays.Of(slots, zone));
    }
}

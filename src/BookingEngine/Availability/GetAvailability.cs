using System.Collections.Immutable;
using NodaTime;

namespace BookingEngine.Availability;

/// <param name="To">Excluded.</param>
/// <param name="Explain">Whether refused starts are wanted, too.</param>
public sealed record GetAvailability(AvailabilityWish Wish, RangeEdge From, RangeEdge To, bool Explain);

/// <param name="Zone">Whose dates the days are.</param>
/// <param name="Days">Those that have anything, by date.</param>
public sealed record FoundAvailability(DateTimeZone Zone, ImmutableArray<AvailabilityDay> Days);

/// <summary>Which starts in a range can be booked at this moment, and on request why others cannot.</summary>
public sealed class GetAvailabilityHandler(CandidateReader reader)
{
    public const int MaximumDays = 92;

    public async Task<Outcome<FoundAvailability>> HandleAsync(GetAvailability query, Instant now, CancellationToken cancellation) =>
        (await reader.ReadAsync(query.Wish, now, cancellation)).IsRefused(out var refusal, out var candidates) ? refusal : Find(query, candidates);

    private static Outcome<FoundAvailability> Find(GetAvailability query, Candidates candidates)
    {
        var (terms, calendars, zone) = candidates;
        var (from, to) = (query.From.In(zone), query.To.In(zone));
        if (from > to)
        {
            return AvailabilityRefusals.Reversed;
        }

        if (IsTooLong(query, from, to))
        {
            return AvailabilityRefusals.TooLong;
        }

        var slots = AvailabilitySearch.Offers(terms, calendars, from, to);
        return new FoundAvailability(zone, query.Explain
            ? AvailabilityDays.Of(slots, AvailabilitySearch.Explain(terms, calendars, from, to), zone)
            : AvailabilityDays.Of(slots, zone));
    }

    // Dates are counted as such: with a clock change among them they last an hour more or less.
    private static bool IsTooLong(GetAvailability query, Instant from, Instant to) => query switch
    {
        { From.Date: { } first, To.Date: { } last } => Period.DaysBetween(first, last) > MaximumDays,
        _ => to - from > Duration.FromDays(MaximumDays),
    };
}

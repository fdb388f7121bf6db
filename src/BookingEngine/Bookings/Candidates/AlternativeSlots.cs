using BookingEngine.BookingLimits.Periods;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Bookings.Candidates;

/// <summary>Finds free starts to offer in place of a taken slot.</summary>
public sealed class AlternativeSlots(CalendarReader calendars, ServiceUseReader uses)
{
    /// <summary>How many free starts a refusal lists.</summary>
    public const int MaximumStarts = 3;

    /// <summary>How far ahead it looks for them.</summary>
    public static readonly Duration Horizon = Duration.FromDays(31);

    public Task<Refusal> AddToAsync(Refusal refusal, SlotCandidates candidates, CancellationToken cancellation) =>
        AddToAsync(refusal, candidates.Query, candidates.ResourceIds, candidates.Start, cancellation);

    /// <summary>Adds the next free starts of the resources to a refusal that says that the slot is taken. Returns any other refusal
    /// unchanged.</summary>
    public async Task<Refusal> AddToAsync(
        Refusal refusal, SlotQuery query, IEnumerable<ResourceId> resources, Instant start, CancellationToken cancellation)
    {
        if (refusal.Code != SlotRefusals.Unavailable.Code)
        {
            return refusal;
        }

        // The decisions have just read the calendars, so the cache is up to date.
        var known = await calendars.FindAsync(resources, cancellation);
        var use = await uses.ReadAsync(query.Service, start, start + Horizon, query.Now, cancellation);
        var free = SlotSearch.Next(query with { ServiceUse = use }, [.. known.Select(c => c.Occupancy)], start, start + Horizon, MaximumStarts);
        return new SlotUnavailable([.. free.Select(o => o.Start)]);
    }
}

using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Bookings.Candidates;

/// <summary>Finds free starts to offer in place of a taken slot.</summary>
public sealed class AlternativeSlots(CalendarReader calendars)
{
    /// <summary>How many free starts a refusal names.</summary>
    public const int Named = 3;

    /// <summary>How far ahead it looks for them.</summary>
    public static readonly Duration Horizon = Duration.FromDays(31);

    public Task<Refusal> AddToAsync(Refusal refusal, SlotCandidates candidates, CancellationToken cancellation) =>
        AddToAsync(refusal, candidates.Query, candidates.ResourceIds, candidates.Start, cancellation);

    /// <summary>The refusal, with the next free starts of the resources if it says that the slot is taken.</summary>
    public async Task<Refusal> AddToAsync(
        Refusal refusal, SlotQuery query, IEnumerable<ResourceId> resources, Instant wanted, CancellationToken cancellation)
    {
        if (refusal.Code != SlotRefusals.Unavailable.Code)
        {
            return refusal;
        }

        // The decisions have just read the calendars, so this process knows them as they are.
        var fresh = await calendars.FindAsync(resources, cancellation);
        var offered = SlotSearch.Next(query, [.. fresh.Select(c => c.Occupancy)], wanted, wanted + Horizon, Named);
        return new SlotUnavailable([.. offered.Select(o => o.Start)]);
    }
}

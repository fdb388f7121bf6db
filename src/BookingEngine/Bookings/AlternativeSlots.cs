using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>Finds what to offer in place of a slot that is taken.</summary>
public sealed class AlternativeSlots(CalendarReader calendars)
{
    /// <summary>How many free starts an answer names in place of a taken one.</summary>
    public const int Named = 3;

    /// <summary>How far ahead they are looked for.</summary>
    public static readonly Duration Horizon = Duration.FromDays(31);

    /// <summary>The refusal, with the next free starts of the resources where a slot is taken.</summary>
    public async Task<Refusal> AddToAsync(
        Refusal refusal, SlotQuery terms, IEnumerable<ResourceId> resources, Instant wanted, CancellationToken cancellation)
    {
        if (refusal.Code != SlotRefusals.Unavailable.Code)
        {
            return refusal;
        }

        // As the decisions left them: known to this process by now.
        var fresh = await calendars.FindAsync(resources, cancellation);
        var offered = SlotSearch.Next(terms, [.. fresh.Select(c => c.View)], wanted, wanted + Horizon, Named);
        return new SlotUnavailable([.. offered.Select(o => o.Start)]);
    }
}

using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Periods;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Slots.Needs;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings.Candidates;

/// <summary>Finds free starts to offer in place of a taken slot.</summary>
public sealed class AlternativeSlots(CalendarReader calendars, ServiceUseReader uses, CustomerLimitCheck customers)
{
    /// <summary>How many free starts a refusal lists.</summary>
    public const int MaximumStarts = 3;

    /// <summary>How far ahead it looks for them.</summary>
    public static readonly Duration Horizon = Duration.FromDays(31);

    /// <param name="customer">Whose limits and other bookings count; null for nobody's.</param>
    public Task<Refusal> AddToAsync(Refusal refusal, SlotCandidates candidates, UserId? customer, CancellationToken cancellation) =>
        AddToAsync(refusal, candidates.Query, candidates.ResourceIds, candidates.Start, customer, cancellation);

    /// <summary>The same for a booking of several resources.</summary>
    public async Task<Refusal> AddToAsync(
        Refusal refusal, NeedCandidates candidates, Instant start, UserId? customer, CancellationToken cancellation)
    {
        if (refusal.Code != SlotRefusals.Unavailable.Code)
        {
            return refusal;
        }

        var query = await WithLimitsAsync(candidates.Query, start, customer, cancellation);
        var free = NeedSearch.Next(query, candidates.Plan, start, start + Horizon, MaximumStarts, cancellation);
        return new SlotUnavailable([.. free.Select(o => o.Start)]);
    }

    /// <summary>Adds the next free starts of the resources to a refusal that says that the slot is taken. Returns any other refusal
    /// unchanged.</summary>
    public async Task<Refusal> AddToAsync(
        Refusal refusal, SlotQuery query, IEnumerable<ResourceId> resources, Instant start, UserId? customer, CancellationToken cancellation)
    {
        if (refusal.Code != SlotRefusals.Unavailable.Code)
        {
            return refusal;
        }

        // The decisions have just read the calendars, so the cache is up to date.
        var known = await calendars.FindAsync(resources, cancellation);
        var limited = await WithLimitsAsync(query, start, customer, cancellation);
        var free = SlotSearch.Next(limited, [.. known.Select(c => c.Occupancy)], start, start + Horizon, MaximumStarts, cancellation);
        return new SlotUnavailable([.. free.Select(o => o.Start)]);
    }

    private async Task<SlotQuery> WithLimitsAsync(SlotQuery query, Instant start, UserId? customer, CancellationToken cancellation)
    {
        var use = await uses.ReadAsync(query.Service, start, start + Horizon, query.Now, cancellation);
        var moving = query.Ignored is { } id ? new BookingId(id) : (BookingId?)null;
        var limits = customer is { } user ? await customers.ReadAsync(user, query.Service, moving, query.Now, cancellation) : null;
        return query with { ServiceUse = use, Limits = limits };
    }
}

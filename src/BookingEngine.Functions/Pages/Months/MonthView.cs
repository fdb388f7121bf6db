using System.Collections.Immutable;
using BookingEngine.Availability;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Pages.Months;

/// <summary>The free times of a month.</summary>
/// <param name="Zone">Of the dates and times.</param>
/// <param name="Place">Where it takes place.</param>
/// <param name="First">The first month that can be shown.</param>
/// <param name="Last">The last one.</param>
/// <param name="Next">The first free start after the month; null if there is none, or the month has some.</param>
public sealed record MonthView(
    DateTimeZone Zone, DateTimeZone Place, YearMonth Month, YearMonth First, YearMonth Last, LocalDate Today, LocalDate? Day,
    IReadOnlyDictionary<LocalDate, ImmutableArray<OfferedSlot>> Free, Instant? Next)
{
    /// <summary>Whether there is too much to search for all days at once. Then only the chosen day was searched.</summary>
    public bool IsLarge { get; init; }

    /// <summary>Of the chosen day.</summary>
    public ImmutableArray<OfferedSlot> Times => Day is { } day && Free.TryGetValue(day, out var slots) ? slots : [];
}

/// <summary>Finds the free times of a month, by the same search as the routes.</summary>
public sealed class MonthFinder(GetAvailabilityHandler availability, GetNextAvailabilityHandler next)
{
    /// <param name="request">Without a zone.</param>
    /// <param name="place">The zone of the place.</param>
    /// <param name="horizon">How far ahead one can book; null for no limit.</param>
    public async Task<MonthView> FindAsync(ApiCall call, AvailabilityRequest request, DateTimeZone place, Duration? horizon, MonthChoice choice)
    {
        var zone = choice.Zone ?? place;
        var today = call.Now.InZone(zone).Date;
        var longest = Duration.FromDays(GetNextAvailabilityHandler.MaximumDays);
        var last = (call.Now + (horizon is { } given && given < longest ? given : longest)).InZone(zone).Date;
        var (first, final) = (today.ToYearMonth(), last.ToYearMonth());
        var wanted = choice.Day?.ToYearMonth() ?? choice.Month
            ?? (await NextAsync(call, request, null) is { } soon ? soon.InZone(zone).Date.ToYearMonth() : first);
        var month = wanted.CompareTo(first) < 0 ? first : wanted.CompareTo(final) > 0 ? final : wanted;
        var chosen = choice.Day is { } day && day.ToYearMonth() == month && day >= today ? day : default(LocalDate?);
        request = request with { Zone = zone };
        if (await FreeAsync(call, request, LocalDate.Max(today, month.OnDayOfMonth(1)), month.OnDayOfMonth(1).PlusMonths(1)) is not { } free)
        {
            var found = chosen is { } one ? await FreeAsync(call, request, one, one.PlusDays(1)) : null;
            return new(zone, place, month, first, final, today, chosen, found ?? None, null) { IsLarge = true };
        }

        var after = free.Count > 0 ? null
            : await NextAsync(call, request, new RangeBound(null, month.OnDayOfMonth(1).PlusMonths(1).AtStartOfDayInZone(zone).ToInstant())) ?? await NextAsync(call, request, null);
        return new(zone, place, month, first, final, today, chosen, free, after);
    }

    private static ImmutableDictionary<LocalDate, ImmutableArray<OfferedSlot>> None => ImmutableDictionary<LocalDate, ImmutableArray<OfferedSlot>>.Empty;

    // Null if there is too much to search.
    private async Task<IReadOnlyDictionary<LocalDate, ImmutableArray<OfferedSlot>>?> FreeAsync(ApiCall call, AvailabilityRequest request, LocalDate from, LocalDate to) =>
        !(await availability.HandleAsync(new GetAvailability(request, new RangeBound(from, default), new RangeBound(to, default), Explain: false), call.Now, call.Cancellation))
            .IsRefused(out var refusal, out var found) ? found.Days.ToDictionary(day => day.Date, day => day.Slots)
        : refusal == SearchSize.TooLarge ? null
        : None;

    private async Task<Instant?> NextAsync(ApiCall call, AvailabilityRequest request, RangeBound? from) =>
        (await next.HandleAsync(new GetNextAvailability(request, from, 1), call.Now, call.Cancellation)).IsRefused(out _, out var found) || found.Slots.IsEmpty
            ? null
            : found.Slots[0].Start;
}

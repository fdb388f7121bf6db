using System.Collections.Immutable;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Availability;

/// <summary>The slots that begin on one date of whoever looks.</summary>
public sealed record AvailabilityDay(LocalDate Date, ImmutableArray<OfferedSlot> Slots)
{
    /// <summary>The starts of that date that are refused, by start; none where nobody asked for them.</summary>
    public ImmutableArray<RefusedStart> Refused { get; init; } = [];
}

public static class AvailabilityDays
{
    /// <summary>The slots by the date that they begin on in a zone, which need not be the location's. Dates without any are left out.</summary>
    /// <param name="slots">By start.</param>
    public static ImmutableArray<AvailabilityDay> Of(ImmutableArray<OfferedSlot> slots, DateTimeZone zone)
    {
        // A clock set back across midnight shows a date again: its slots are put together.
        SortedDictionary<LocalDate, ImmutableArray<OfferedSlot>> days = [];
        for (int first = 0, next; first < slots.Length; first = next)
        {
            var date = slots[first].Start.InZone(zone).Date;
            var until = EndOf(slots[first].Start, zone);
            for (next = first + 1; next < slots.Length && slots[next].Start < until; next++)
            {
            }

            var sameDay = slots[first..next];
            days[date] = days.TryGetValue(date, out var earlier) ? earlier.AddRange(sameDay) : sameDay;
        }

        return [.. days.Select(day => new AvailabilityDay(day.Key, day.Value))];
    }

    /// <summary>The same, with the refused starts of each date beside its slots; a date may have either alone.</summary>
    public static ImmutableArray<AvailabilityDay> Of(ImmutableArray<OfferedSlot> slots, IEnumerable<RefusedStart> refused, DateTimeZone zone)
    {
        var days = Of(slots, zone).ToDictionary(day => day.Date);
        foreach (var sameDay in refused.OrderBy(start => start.Start).GroupBy(start => start.Start.InZone(zone).Date))
        {
            var day = days.GetValueOrDefault(sameDay.Key) ?? new AvailabilityDay(sameDay.Key, []);
            days[sameDay.Key] = day with { Refused = [.. sameDay] };
        }

        return [.. days.Values.OrderBy(day => day.Date)];
    }

    // Until midnight, or until the clocks change, whichever is first.
    private static Instant EndOf(Instant instant, DateTimeZone zone)
    {
        var interval = zone.GetZoneInterval(instant);
        var midnight = instant.WithOffset(interval.WallOffset).Date.PlusDays(1).AtMidnight().WithOffset(interval.WallOffset).ToInstant();
        return interval.HasEnd ? Instant.Min(midnight, interval.End) : midnight;
    }
}

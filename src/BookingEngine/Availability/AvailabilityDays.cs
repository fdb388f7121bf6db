using System.Collections.Immutable;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Availability;

/// <summary>The slots of one date, in the zone of the request.</summary>
public sealed record AvailabilityDay(LocalDate Date, ImmutableArray<OfferedSlot> Slots)
{
    /// <summary>The refused starts of that date, by start; none unless the request asks for them.</summary>
    public ImmutableArray<RefusedStart> Refused { get; init; } = [];
}

public static class AvailabilityDays
{
    /// <summary>Groups slots by their date in a zone, which need not be the location's. Omits dates without slots.</summary>
    /// <param name="slots">Ordered by start.</param>
    public static ImmutableArray<AvailabilityDay> Of(ImmutableArray<OfferedSlot> slots, DateTimeZone zone)
    {
        var days = ImmutableArray.CreateBuilder<AvailabilityDay>();
        for (int first = 0, next; first < slots.Length; first = next)
        {
            var date = slots[first].Start.InZone(zone).Date;
            var until = EndOf(slots[first].Start, zone).ToUnixTimeTicks();
            for (next = first + 1; next < slots.Length && slots[next].StartTicks < until; next++)
            {
            }

            Add(days, new AvailabilityDay(date, slots[first..next]));
        }

        return days.DrainToImmutable();
    }

    // Nearly always appends. When a clock is set back across midnight, a date occurs twice. Its slots are joined.
    private static void Add(ImmutableArray<AvailabilityDay>.Builder days, AvailabilityDay day)
    {
        var index = days.Count;
        while (index > 0 && days[index - 1].Date > day.Date)
        {
            index--;
        }

        if (index > 0 && days[index - 1].Date == day.Date)
        {
            days[index - 1] = days[index - 1] with { Slots = days[index - 1].Slots.AddRange(day.Slots) };
        }
        else
        {
            days.Insert(index, day);
        }
    }

    /// <summary>Also adds the refused starts of each date. A date may have only slots or only refused starts.</summary>
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

    // Until midnight or the next clock change, the earlier of both.
    private static Instant EndOf(Instant instant, DateTimeZone zone)
    {
        var interval = zone.GetZoneInterval(instant);
        var midnight = instant.WithOffset(interval.WallOffset).Date.PlusDays(1).AtMidnight().WithOffset(interval.WallOffset).ToInstant();
        return interval.HasEnd ? Instant.Min(midnight, interval.End) : midnight;
    }
}

using System.Collections.Immutable;
using NodaTime;

namespace BookingEngine.Times;

/// <summary>A stretch of dates at one place.</summary>
/// <param name="Place">The number of the place. 0: where it is without placements.</param>
/// <param name="FirstDay">In days since 1970-01-01.</param>
/// <param name="Begin">The first instant of its first date, in ticks.</param>
/// <param name="End">The end of its last date, in ticks. In another zone the next stretch may begin earlier or later.</param>
public sealed record ZoneStretch(int Place, DateTimeZone Zone, int FirstDay, long Begin, long End);

/// <summary>The places of something that moves on some dates, with their time zones. Each date belongs to exactly one stretch.</summary>
public sealed class ZoneSchedule
{
    private readonly ImmutableArray<ZoneStretch> _stretches;

    private ZoneSchedule(ImmutableArray<ZoneStretch> stretches) => _stretches = stretches;

    /// <summary>Whether it has a single place, always.</summary>
    public bool IsConstant => _stretches.Length == 1;

    public static ZoneSchedule Of(DateTimeZone zone) => new([new(0, zone, int.MinValue, long.MinValue, long.MaxValue)]);

    /// <param name="zone">The zone outside the placements.</param>
    /// <param name="placements">They do not overlap. The end is excluded.</param>
    public static ZoneSchedule Of(DateTimeZone zone, IEnumerable<(LocalDate From, LocalDate To, int Place, DateTimeZone Zone)> placements)
    {
        List<(int Day, int Place, DateTimeZone Zone)> changes = [(int.MinValue, 0, zone)];
        foreach (var (from, to, place, there) in placements.OrderBy(p => p.From))
        {
            changes.RemoveAll(change => change.Day == WallClock.DayOf(from)); // it begins when the one before ends
            changes.Add((WallClock.DayOf(from), place, there));
            changes.Add((WallClock.DayOf(to), 0, zone));
        }

        return new(Stretches([.. changes.Where((change, i) => i == 0 || change.Place != changes[i - 1].Place)]));
    }

    /// <summary>The stretch of a date.</summary>
    public ZoneStretch On(LocalDate date) => On(WallClock.DayOf(date));

    /// <summary>The last stretch that has begun at an instant. Opening hours may still be those of the one before.</summary>
    public ZoneStretch At(Instant instant) => At(SlotRange.Ticks(instant));

    /// <param name="day">In days since 1970-01-01.</param>
    internal ZoneStretch On(int day)
    {
        var i = _stretches.Length - 1;
        while (_stretches[i].FirstDay > day)
        {
            i--;
        }

        return _stretches[i];
    }

    internal ZoneStretch At(long ticks)
    {
        var i = _stretches.Length - 1;
        while (_stretches[i].Begin > ticks)
        {
            i--;
        }

        return _stretches[i];
    }

    private static ImmutableArray<ZoneStretch> Stretches(List<(int Day, int Place, DateTimeZone Zone)> changes)
    {
        var stretches = ImmutableArray.CreateBuilder<ZoneStretch>(changes.Count);
        for (var i = 0; i < changes.Count; i++)
        {
            var (day, place, zone) = changes[i];
            var clock = new WallClock(zone);
            var begin = i == 0 ? long.MinValue : clock.BeginOf(day, 0);
            stretches.Add(new(place, zone, day, begin, i == changes.Count - 1 ? long.MaxValue : clock.BeginOf(changes[i + 1].Day, 0)));
        }

        return stretches.MoveToImmutable();
    }
}

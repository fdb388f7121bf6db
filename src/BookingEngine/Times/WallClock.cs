using NodaTime;
using NodaTime.TimeZones;

namespace BookingEngine.Times;

/// <summary>Converts local times of opening hours to instants. A time that a clock change skips becomes the first instant after it. Of a
/// time that occurs twice, hours begin at the earlier and end at the later.</summary>
/// <remarks>It caches the last offset, because most dates are far from a clock change.</remarks>
internal sealed class WallClock(DateTimeZone zone)
{
    // No zone has ever changed its clocks by more than a day at once.
    private const long Margin = 2 * NodaConstants.TicksPerDay;
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    private long _from = long.MaxValue, _until = long.MinValue, _offset;

    /// <param name="day">Days since 1970-01-01.</param>
    public long BeginOf(int day, int minutes) => Find(day, minutes, later: false);

    /// <inheritdoc cref="BeginOf"/>
    public long EndOf(int day, int minutes) => Find(day, minutes, later: true);

    public static int DayOf(LocalDate date) => Period.DaysBetween(Epoch, date);

    private long Find(int day, int minutes, bool later)
    {
        var local = (day * NodaConstants.TicksPerDay) + (minutes * NodaConstants.TicksPerMinute);
        return local >= _from && local < _until ? local - _offset : Find(Local(day, minutes), later);
    }

    private long Find(LocalDateTime local, bool later)
    {
        var mapping = zone.MapLocal(local);
        CacheOffset(later ? mapping.LateInterval : mapping.EarlyInterval);
        var found = mapping.Count switch
        {
            0 => mapping.EarlyInterval.End,
            1 => mapping.Single().ToInstant(),
            _ => (later ? mapping.Last() : mapping.First()).ToInstant(),
        };
        return found.ToUnixTimeTicks();
    }

    private static LocalDateTime Local(int day, int minutes) =>
        Epoch.PlusDays(day + (minutes / TimeOfDay.MinutesPerDay)).AtMidnight().PlusMinutes(minutes % TimeOfDay.MinutesPerDay);

    private void CacheOffset(ZoneInterval interval)
    {
        _offset = interval.WallOffset.Ticks;
        _from = interval.HasStart ? interval.Start.ToUnixTimeTicks() + _offset + Margin : long.MinValue;
        _until = interval.HasEnd ? interval.End.ToUnixTimeTicks() + _offset - Margin : long.MaxValue;
    }
}

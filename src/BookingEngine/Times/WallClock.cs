using NodaTime;
using NodaTime.TimeZones;

namespace BookingEngine.Times;

/// <summary>When the clocks of a zone show a time at which hours begin or end. A time that a clock change skips is the first instant after it;
/// of one that occurs twice, hours begin at the earlier and end at the later.</summary>
/// <remarks>Keeps the offset that it found last, for most dates lie far from any change.</remarks>
internal sealed class WallClock(DateTimeZone zone)
{
    // No zone ever shifted its clocks by more than a day at once.
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
        Keep(later ? mapping.LateInterval : mapping.EarlyInterval);
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

    private void Keep(ZoneInterval interval)
    {
        _offset = interval.WallOffset.Ticks;
        _from = interval.HasStart ? interval.Start.ToUnixTimeTicks() + _offset + Margin : long.MinValue;
        _until = interval.HasEnd ? interval.End.ToUnixTimeTicks() + _offset - Margin : long.MaxValue;
    }
}

using NodaTime;

namespace BookingEngine.Times;

/// <summary>Writes many instants in one zone as <see cref="Rfc3339"/> does. It remembers the date and the offset of the last one, so that the next of the
/// same day only needs its time. Not thread-safe.</summary>
public sealed class InstantWriter(DateTimeZone zone)
{
    private const int TimeAt = 11, TimeEnd = 19;
    private static readonly Duration Day = Duration.FromDays(1);
    private readonly byte[] _last = new byte[Rfc3339.MaximumLength];

    // The instants of that day, in ticks, and where the day begins. Before a clock change they are not the whole day.
    private long _from = long.MaxValue, _until = long.MinValue, _midnight;
    private int _length;

    /// <param name="ticks">The instant, in ticks of 100 ns since 1970.</param>
    /// <returns>The number of bytes written.</returns>
    public int Write(long ticks, Span<byte> utf8)
    {
        var (seconds, fraction) = Math.DivRem(ticks - _midnight, NodaConstants.TicksPerSecond);
        if (ticks < _from || ticks >= _until || fraction != 0)
        {
            return WriteFirst(Instant.FromUnixTimeTicks(ticks), utf8);
        }

        _last.AsSpan(0, _length).CopyTo(utf8);
        var (hours, rest) = Math.DivRem((uint)seconds, (uint)NodaConstants.SecondsPerHour);
        var (minutes, second) = Math.DivRem(rest, (uint)NodaConstants.SecondsPerMinute);
        WriteTwo(utf8[TimeAt..], hours);
        WriteTwo(utf8[(TimeAt + 3)..], minutes);
        WriteTwo(utf8[(TimeAt + 6)..], second);
        return _length;
    }

    private int WriteFirst(Instant instant, Span<byte> utf8)
    {
        var length = Rfc3339.Format(instant, zone, utf8);
        if (utf8[TimeEnd] != '.' && SlotRange.Contains(instant))
        {
            Remember(instant, utf8[..length]);
        }

        return length;
    }

    private void Remember(Instant instant, ReadOnlySpan<byte> text)
    {
        var interval = zone.GetZoneInterval(instant);
        var midnight = instant.WithOffset(interval.WallOffset).Date.AtMidnight().WithOffset(interval.WallOffset).ToInstant();
        _midnight = midnight.ToUnixTimeTicks();
        _from = (interval.HasStart ? Instant.Max(midnight, interval.Start) : midnight).ToUnixTimeTicks();
        _until = (interval.HasEnd ? Instant.Min(midnight + Day, interval.End) : midnight + Day).ToUnixTimeTicks();
        _length = text.Length;
        text.CopyTo(_last);
    }

    private static void WriteTwo(Span<byte> utf8, uint number)
    {
        var (tens, ones) = Math.DivRem(number, 10u);
        (utf8[0], utf8[1]) = ((byte)('0' + tens), (byte)('0' + ones));
    }
}

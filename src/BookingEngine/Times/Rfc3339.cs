using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Times;

/// <summary>Formats instants with the offset of a zone: <c>2030-05-12T14:30:00+02:00</c>, or <c>Z</c> for UTC.</summary>
public static class Rfc3339
{
    /// <summary>The longest instant: nine digits of a second, a negative year and an offset.</summary>
    public const int MaximumLength = 36;

    // Between these, no offset leaves the range of DateTime.
    private static readonly Instant Earliest = Instant.FromUtc(1, 1, 2, 0, 0), Latest = Instant.FromUtc(9999, 12, 30, 0, 0);

    public static string Format(Instant instant) => Format(instant, DateTimeZone.Utc);

    public static string Format(Instant instant, DateTimeZone zone)
    {
        Span<byte> text = stackalloc byte[MaximumLength];
        return Encoding.ASCII.GetString(text[..Format(instant, zone, text)]);
    }

    /// <summary>Formats without allocating a string.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int Format(Instant instant, DateTimeZone zone, Span<byte> utf8)
    {
        var (offset, ticks) = (zone.GetUtcOffset(instant), instant.ToUnixTimeTicks());
        if (instant < Earliest || instant > Latest || Instant.FromUnixTimeTicks(ticks) != instant || offset.Seconds % NodaConstants.SecondsPerMinute != 0)
        {
            return Encoding.ASCII.GetBytes(OffsetDateTimePattern.Rfc3339.Format(instant.WithOffset(offset)), utf8);
        }

        // Ten times as fast as the pattern. An answer may have hundreds of times.
        DateTime.UnixEpoch.AddTicks(ticks + offset.Ticks).TryFormat(utf8, out var length, "s", CultureInfo.InvariantCulture);
        length += FormatFraction(ticks, utf8[length..]);
        return length + FormatOffset(offset.Seconds / NodaConstants.SecondsPerMinute, utf8[length..]);
    }

    /// <summary>A date, such as <c>2030-05-12</c>.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int Format(LocalDate date, Span<byte> utf8)
    {
        if (date.Year is < 1 or > 9_999)
        {
            return Encoding.ASCII.GetBytes(LocalDatePattern.Iso.Format(date), utf8);
        }

        date.ToDateOnly().TryFormat(utf8, out var length, "O", CultureInfo.InvariantCulture);
        return length;
    }

    private static int FormatFraction(long ticks, Span<byte> utf8)
    {
        var fraction = ((ticks % NodaConstants.TicksPerSecond) + NodaConstants.TicksPerSecond) % NodaConstants.TicksPerSecond;
        if (fraction == 0)
        {
            return 0;
        }

        utf8[0] = (byte)'.';
        fraction.TryFormat(utf8[1..], out var digits, "D7", CultureInfo.InvariantCulture);
        return utf8[..(digits + 1)].TrimEnd((byte)'0').Length;
    }

    private static int FormatOffset(int minutes, Span<byte> utf8)
    {
        if (minutes == 0)
        {
            utf8[0] = (byte)'Z';
            return 1;
        }

        utf8[0] = minutes < 0 ? (byte)'-' : (byte)'+';
        var (hours, rest) = Math.DivRem(Math.Abs(minutes), NodaConstants.MinutesPerHour);
        hours.TryFormat(utf8[1..], out _, "D2", CultureInfo.InvariantCulture);
        utf8[3] = (byte)':';
        rest.TryFormat(utf8[4..], out _, "D2", CultureInfo.InvariantCulture);
        return 6;
    }
}

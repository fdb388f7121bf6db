using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Times;

/// <summary>A time as a client wrote it.</summary>
/// <param name="Instant">Null where it was written without an offset.</param>
public readonly record struct SlotInput(LocalDateTime Local, Instant? Instant);

/// <summary>A slot as a client writes it: with an offset an instant, without one a local time at the resource's location.</summary>
public static class SlotTime
{
    /// <summary>What a slot must look like, for people.</summary>
    public const string Format = "must be a date and time such as 2030-05-12T14:30:00, with an offset (Z or +02:00) or in local time";

    private static readonly LocalDateTimePattern[] Local =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.FFFFFFF"),
    ];

    /// <summary>NodaTime's finest fraction that a slot keeps: 100 ns.</summary>
    private const int FractionDigits = 7;

    private static readonly OffsetPattern Offset = OffsetPattern.CreateWithInvariantCulture("Z+HH:mm");

    /// <summary>Reads a slot in every form of RFC 3339: <c>t</c> and <c>z</c> in lower case, any number of fraction digits, of which those beyond 100 ns
    /// are dropped. A space stands for the <c>+</c> of an offset that was decoded from a query. Without an offset,
    /// <see cref="LocalTimes"/> says which instant is meant, if any.</summary>
    public static SlotInput? TryRead(string text)
    {
        var time = text.IndexOf('T', StringComparison.OrdinalIgnoreCase);
        var at = time < 0 ? -1 : text.IndexOfAny(['Z', 'z', '+', '-', ' '], time);
        if (TryParseLocal(at < 0 ? text : text[..at]) is not { } local)
        {
            return null;
        }

        if (at < 0)
        {
            return new SlotInput(local, null);
        }

        var offset = Offset.Parse(text[at..].Replace(' ', '+').Replace('z', 'Z'));
        return offset.Success ? new SlotInput(local, InstantOf(local, offset.Value)) : null;
    }

    /// <summary>Reads a slot in a zone without clock changes, where every local time exists once.</summary>
    public static Instant? TryParse(string text, DateTimeZone zone) =>
        TryRead(text) is { } written ? written.Instant ?? written.Local.InZoneStrictly(zone).ToInstant() : null;

    // At either end of the calendar an offset leads out of it: the very end stands for what lies beyond.
    private static Instant InstantOf(LocalDateTime local, Offset offset) => local.Year switch
    {
        <= -9998 => Instant.MinValue,
        >= 9999 => Instant.MaxValue,
        _ => local.WithOffset(offset).ToInstant(),
    };

    private static string WithoutFinerFraction(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point > 0 && text.Length > point + 1 + FractionDigits && text.AsSpan(point + 1).IndexOfAnyExceptInRange('0', '9') < 0
            ? text[..(point + 1 + FractionDigits)]
            : text;
    }

    private static LocalDateTime? TryParseLocal(string given)
    {
        var text = WithoutFinerFraction(given.Replace('t', 'T'));
        foreach (var pattern in Local)
        {
            if (pattern.Parse(text) is { Success: true } parsed)
            {
                return parsed.Value;
            }
        }

        return null;
    }
}

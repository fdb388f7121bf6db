using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Times;

/// <summary>Parses slots. With an offset a slot is an instant, without one a local time at the resource's location.</summary>
public static class SlotTime
{
    /// <summary>The format, for people.</summary>
    public const string Format = "must be a date and time such as 2030-05-12T14:30:00, with an offset (Z or +02:00) or in local time";

    private static readonly LocalDateTimePattern[] Local =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.FFFFFFF"),
    ];

    /// <summary>The finest fraction of a slot: 100 ns.</summary>
    private const int FractionDigits = 7;

    private static readonly OffsetPattern Offset = OffsetPattern.CreateWithInvariantCulture("Z+HH:mm");

    /// <summary>Parses all forms of RFC 3339: lower-case <c>t</c> and <c>z</c>, and any number of fraction digits; those beyond 100 ns are
    /// dropped. A space is read as the <c>+</c> of an offset that was decoded from a query. Without an offset, <see cref="LocalTimes"/>
    /// finds the instant.</summary>
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

    /// <summary>The instant of a slot that has an offset and is inside <see cref="SlotRange"/>. Null for another text.</summary>
    public static Instant? TryReadInstant(string? text) =>
        text is not null && TryRead(text)?.Instant is { } instant && SlotRange.Contains(instant) ? instant : null;

    /// <summary>A local time as a slot without an offset is written.</summary>
    public static string TextOf(LocalDateTime local) => Local[^1].Format(local);

    /// <summary>Parses a slot in a zone without clock changes, where every local time exists once.</summary>
    public static Instant? TryParse(string text, DateTimeZone zone) =>
        TryRead(text) is { } input ? input.Instant ?? input.Local.InZoneStrictly(zone).ToInstant() : null;

    // Near the calendar's ends an offset would exceed its range. The result is then the end itself.
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

    private static LocalDateTime? TryParseLocal(string input)
    {
        var text = WithoutFinerFraction(input.Replace('t', 'T'));
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

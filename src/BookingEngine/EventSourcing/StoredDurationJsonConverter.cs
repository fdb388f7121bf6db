using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace BookingEngine.EventSourcing;

/// <summary>Reads and writes durations as hours, minutes and seconds, like NodaTime's converter. Those of whole seconds and not negative,
/// which is nearly all, several times as fast.</summary>
internal sealed class StoredDurationJsonConverter : JsonConverter<Duration>
{
    // From 0:30:00 to a million hours, such as 999999:59:59.
    private const int AfterHours = 6, Longest = 6 + AfterHours, MaximumHours = 999_999;

    public override Duration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        !reader.HasValueSequence && TryRead(reader.ValueSpan) is { } duration
            ? duration
            : Any.Converter.Read(ref reader, typeToConvert, options);

    public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options)
    {
        if (value < Duration.Zero || value.SubsecondNanoseconds != 0 || value.TotalHours > MaximumHours)
        {
            Any.Converter.Write(writer, value, options);
            return;
        }

        Span<byte> text = stackalloc byte[Longest];
        ((long)value.TotalHours).TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        WriteTwoDigits(text[length..], value.Minutes);
        WriteTwoDigits(text[(length + 3)..], value.Seconds);
        writer.WriteStringValue(text[..(length + AfterHours)]);
    }

    private static void WriteTwoDigits(Span<byte> text, int value)
    {
        text[0] = (byte)':';
        value.TryFormat(text[1..], out _, "D2", CultureInfo.InvariantCulture);
    }

    private static Duration? TryRead(ReadOnlySpan<byte> text)
    {
        if (text.Length is <= AfterHours or > Longest || text[0] is < (byte)'0' or > (byte)'9')
        {
            return null;
        }

        var hours = text[..^AfterHours];
        var rest = text[^AfterHours..];
        return Utf8Parser.TryParse(hours, out long h, out var used) && used == hours.Length && TwoDigits(rest) is { } m && TwoDigits(rest[3..]) is { } s
            ? Duration.FromSeconds((((h * NodaConstants.MinutesPerHour) + m) * NodaConstants.SecondsPerMinute) + s)
            : null;
    }

    // After a colon, below 60.
    private static int? TwoDigits(ReadOnlySpan<byte> text) =>
        text[0] == ':' && text[1] is >= (byte)'0' and <= (byte)'5' && text[2] is >= (byte)'0' and <= (byte)'9'
            ? ((text[1] - '0') * 10) + text[2] - '0'
            : null;

    // Apart, because it is rarely needed and slow to create.
    private static class Any
    {
        public static readonly JsonConverter<Duration> Converter = (JsonConverter<Duration>)NodaConverters.DurationConverter;
    }
}

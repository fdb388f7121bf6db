using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace BookingEngine.EventSourcing;

/// <summary>Reads and writes local times in ISO 8601, like NodaTime's converter. Times without a fraction of a second, which is nearly all,
/// several times as fast.</summary>
internal sealed class StoredLocalDateTimeJsonConverter : JsonConverter<LocalDateTime>
{
    // 2030-05-12T14:30:00
    private const int Length = 19, BeforeSeconds = 16;

    public override LocalDateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        !reader.HasValueSequence && reader.ValueSpan is { Length: Length } text && text[BeforeSeconds] == ':' && reader.TryGetDateTime(out var at)
            ? LocalDateTime.FromDateTime(at)
            : NodaConverters.LocalDateTimeConverter.Read(ref reader, typeToConvert, options);

    public override void Write(Utf8JsonWriter writer, LocalDateTime value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Length];
        if (value is { Year: >= 1 and <= 9999, NanosecondOfSecond: 0 }
            && value.ToDateTimeUnspecified().TryFormat(text, out var length, "s", CultureInfo.InvariantCulture))
        {
            writer.WriteStringValue(text[..length]);
            return;
        }

        NodaConverters.LocalDateTimeConverter.Write(writer, value, options);
    }
}

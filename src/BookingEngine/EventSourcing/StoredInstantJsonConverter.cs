using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.Times;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace BookingEngine.EventSourcing;

/// <summary>Reads and writes instants in ISO 8601 in UTC, like NodaTime's converter. Instants without a finer fraction than 100 ns, which
/// is nearly all, are read and written several times as fast.</summary>
internal sealed class StoredInstantJsonConverter : JsonConverter<Instant>
{
    // From 2030-05-12T14:30:00Z to the same with seven digits of fraction.
    private const int Shortest = 20, Longest = 28;

    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        !reader.HasValueSequence && reader.ValueSpan is { Length: >= Shortest and <= Longest } text && text is [.., not (byte)'.', (byte)'Z']
            && reader.TryGetDateTimeOffset(out var at)
            ? Instant.FromDateTimeOffset(at)
            : NodaConverters.InstantConverter.Read(ref reader, typeToConvert, options);

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Rfc3339.MaximumLength];
        writer.WriteStringValue(text[..Rfc3339.Format(value, DateTimeZone.Utc, text)]);
    }
}

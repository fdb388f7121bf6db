using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.Times;

namespace BookingEngine.Hours;

/// <summary>Stores an interval as <c>09:00-17:00</c>.</summary>
internal sealed class HoursIntervalJsonConverter : JsonConverter<HoursInterval>
{
    public override HoursInterval Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString()?.Split('-') is [var start, var end] && TimeOfDay.TryParse(start) is { } from && TimeOfDay.TryParse(end) is { } to
            ? new HoursInterval(from, to)
            : throw new JsonException("An interval must be two times of day, such as 09:00-17:00.");

    public override void Write(Utf8JsonWriter writer, HoursInterval value, JsonSerializerOptions options) =>
        writer.WriteStringValue($"{value.Start}-{value.End}");
}

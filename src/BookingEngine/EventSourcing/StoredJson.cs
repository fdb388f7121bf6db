using System.Text.Json;
using NodaTime.Serialization.SystemTextJson;

namespace BookingEngine.EventSourcing;

/// <summary>How everything that is stored as JSON is written: snake_case, instants, dates and local times in ISO 8601, durations
/// as hours, minutes and seconds, and a missing member a loud failure.</summary>
public static class StoredJson
{
    public static JsonSerializerOptions NewOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters =
        {
            new StoredInstantJsonConverter(), NodaConverters.LocalDateTimeConverter, NodaConverters.LocalDateConverter, NodaConverters.DurationConverter,
        },
    };
}

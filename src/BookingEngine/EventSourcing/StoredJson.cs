using System.Text.Json;
using NodaTime.Serialization.SystemTextJson;

namespace BookingEngine.EventSourcing;

/// <summary>The options for all stored JSON: snake_case; instants, dates and local times in ISO 8601; durations as hours, minutes and
/// seconds. A missing member throws.</summary>
public static class StoredJson
{
    public static JsonSerializerOptions NewOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters =
        {
            new StoredInstantJsonConverter(), new StoredLocalDateTimeJsonConverter(), NodaConverters.LocalDateConverter, new StoredDurationJsonConverter(),
        },
    };
}

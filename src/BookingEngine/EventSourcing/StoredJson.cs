using System.Text.Json;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;
using NodaTime.Text;

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
            new StoredInstantJsonConverter(), new StoredLocalDateTimeJsonConverter(), NewDateConverter(), new StoredDurationJsonConverter(),
        },
    };

    // As NodaConverters.LocalDateConverter. Naming that one would also create the library's other fifteen, which the runtime compiles at the start.
    private static NodaPatternConverter<LocalDate> NewDateConverter() => new(LocalDatePattern.Iso, static date =>
    {
        if (date.Calendar != CalendarSystem.Iso)
        {
            throw new ArgumentException($"Only dates of the ISO calendar can be stored, not of {date.Calendar.Id}.");
        }
    });
}

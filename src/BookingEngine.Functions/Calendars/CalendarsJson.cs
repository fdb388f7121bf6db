using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Calendars;

/// <summary>The shapes of this feature's answers.</summary>
[JsonSerializable(typeof(CalendarView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class CalendarsJson : JsonSerializerContext;

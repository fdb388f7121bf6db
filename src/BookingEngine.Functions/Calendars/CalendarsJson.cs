using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Calendars;

[JsonSerializable(typeof(CalendarView))]
[JsonSerializable(typeof(CalendarEntryView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class CalendarsJson : JsonSerializerContext;

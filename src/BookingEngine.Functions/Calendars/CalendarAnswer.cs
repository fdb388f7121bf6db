using System.Text.Json;
using BookingEngine.Bookings.Show;
using BookingEngine.Times;

namespace BookingEngine.Functions.Calendars;

/// <summary>Sends the JSON of a <see cref="CalendarView"/> entry by entry.</summary>
public sealed class CalendarAnswer(ShownCalendar shown) : JsonAnswer
{
    protected override IEnumerable<JsonPiece> Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("resource_id"u8, shown.Resource.Id.Value);
        json.WriteString("time_zone"u8, shown.Zone.Id);
        json.WriteString("as_of"u8, Rfc3339.Format(shown.AsOf));
        json.WriteStartArray("entries"u8);
        foreach (var entry in shown.Entries)
        {
            JsonSerializer.Serialize(json, CalendarEntryView.Of(entry, shown.Zone), CalendarsJson.Default.CalendarEntryView);
            yield return default;
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

using System.Text.Json;
using BookingEngine.Availability;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Availability;

/// <summary>Writes the JSON of an <see cref="AvailabilityView"/> without allocating the view.</summary>
public sealed class AvailabilityAnswer(FoundAvailability found) : JsonAnswer
{
    private static readonly JsonEncodedText
        TimeZone = JsonEncodedText.Encode("time_zone"),
        Days = JsonEncodedText.Encode("days"),
        Date = JsonEncodedText.Encode("date"),
        Slots = JsonEncodedText.Encode("slots"),
        Start = JsonEncodedText.Encode("start"),
        End = JsonEncodedText.Encode("end"),
        ResourceIds = JsonEncodedText.Encode("resource_ids"),
        PlacesLeft = JsonEncodedText.Encode("places_left");

    protected override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString(TimeZone, found.Zone.Id);
        json.WriteStartArray(Days);
        foreach (var day in found.Days)
        {
            Write(json, day);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, AvailabilityDay day)
    {
        json.WriteStartObject();
        json.WriteString(Date, AvailabilityDayView.Text(day.Date));
        json.WriteStartArray(Slots);
        foreach (var slot in day.Slots)
        {
            Write(json, slot);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, in OfferedSlot slot)
    {
        json.WriteStartObject();
        WriteTime(json, Start, slot.Start);
        WriteTime(json, End, slot.End);
        json.WriteStartArray(ResourceIds);
        foreach (var id in slot.ResourceIds)
        {
            json.WriteStringValue(id.Value);
        }

        json.WriteEndArray();
        json.WriteNumber(PlacesLeft, slot.PlacesLeft);
        json.WriteEndObject();
    }

    private void WriteTime(Utf8JsonWriter json, JsonEncodedText name, Instant at)
    {
        Span<byte> text = stackalloc byte[Rfc3339.MaximumLength];
        json.WriteString(name, text[..Rfc3339.Format(at, found.Zone, text)]);
    }
}

using System.Text.Json;
using BookingEngine.Availability;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Availability;

/// <summary>Writes the JSON of an <see cref="AvailabilityView"/>, or of an <see cref="ExplainedAvailabilityView"/>, without allocating the view.</summary>
public sealed class AvailabilityAnswer(FoundAvailability found, bool isExplained) : JsonAnswer
{
    private static readonly JsonEncodedText
        TimeZone = JsonEncodedText.Encode("time_zone"),
        Days = JsonEncodedText.Encode("days"),
        Date = JsonEncodedText.Encode("date"),
        Slots = JsonEncodedText.Encode("slots"),
        Refused = JsonEncodedText.Encode("refused"),
        Start = JsonEncodedText.Encode("start"),
        End = JsonEncodedText.Encode("end"),
        ResourceIds = JsonEncodedText.Encode("resource_ids"),
        ResourceId = JsonEncodedText.Encode("resource_id"),
        Reason = JsonEncodedText.Encode("reason"),
        PlacesLeft = JsonEncodedText.Encode("places_left"),
        Resources = JsonEncodedText.Encode("resources"),
        Segments = JsonEncodedText.Encode("segments"),
        ServiceId = JsonEncodedText.Encode("service_id"),
        Need = JsonEncodedText.Encode("need");

    private readonly SlotJson _ofOneResource = new(found.Zone);

    protected override IEnumerable<JsonPiece> Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString(TimeZone, found.Zone.Id);
        json.WriteStartArray(Days);
        foreach (var day in found.Days)
        {
            json.WriteStartObject();
            WriteDate(json, day.Date);
            json.WriteStartArray(Slots);
            for (var n = 0; n < day.Slots.Length; n += Write(json, day.Slots.AsSpan()[n..]))
            {
                yield return default;
            }

            json.WriteEndArray();
            foreach (var piece in isExplained ? WriteRefused(json, day) : [])
            {
                yield return piece;
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private IEnumerable<JsonPiece> WriteRefused(Utf8JsonWriter json, AvailabilityDay day)
    {
        json.WriteStartArray(Refused);
        foreach (var refused in day.Refused)
        {
            json.WriteStartObject();
            WriteTime(json, Start, refused.Start);
            json.WriteString(ResourceId, refused.ResourceId.Value);
            json.WriteString(Reason, SlotRefusals.ReasonOf(refused.Reason));
            json.WriteEndObject();
            yield return default;
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the first ones of a day's slots.</summary>
    /// <returns>How many, at least one.</returns>
    private int Write(Utf8JsonWriter json, ReadOnlySpan<OfferedSlot> slots)
    {
        if (SlotJson.Writes(slots[0]))
        {
            return _ofOneResource.Write(json, slots);
        }

        Write(json, slots[0]);
        return 1;
    }

    private void Write(Utf8JsonWriter json, in OfferedSlot slot)
    {
        json.WriteStartObject();
        WriteTime(json, Start, slot.Start);
        WriteTime(json, End, slot.End);
        json.WriteStartArray(ResourceIds);
        foreach (var id in slot.Visit.IsDefault ? slot.ResourceIds : [.. slot.ResourceIds.Distinct()])
        {
            json.WriteStringValue(id.Value);
        }

        json.WriteEndArray();
        json.WriteNumber(PlacesLeft, slot.PlacesLeft);
        WriteResources(json, slot);
        WriteSegments(json, slot);
        json.WriteEndObject();
    }

    private static void WriteResources(Utf8JsonWriter json, in OfferedSlot slot)
    {
        if (slot.Needs.IsDefault)
        {
            return;
        }

        json.WriteStartArray(Resources);
        for (var place = 0; place < slot.Needs.Length; place++)
        {
            if (!slot.Visit.IsDefault && slot.ResourceIds.IndexOf(slot.ResourceIds[place]) < place)
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString(ResourceId, slot.ResourceIds[place].Value);
            json.WriteNumber(Need, slot.Needs[place]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteSegments(Utf8JsonWriter json, in OfferedSlot slot)
    {
        if (slot.Visit.IsDefault)
        {
            return;
        }

        json.WriteStartArray(Segments);
        foreach (var (place, part) in slot.Visit.Index())
        {
            json.WriteStartObject();
            json.WriteString(ServiceId, part.Service.Id.Value);
            json.WriteString(ResourceId, slot.ResourceIds[place].Value);
            WriteTime(json, Start, part.StartIn(slot.Start));
            WriteTime(json, End, part.EndIn(slot.Start));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDate(Utf8JsonWriter json, LocalDate date)
    {
        Span<byte> text = stackalloc byte[Rfc3339.MaximumLength];
        json.WriteString(Date, text[..Rfc3339.Format(date, text)]);
    }

    private void WriteTime(Utf8JsonWriter json, JsonEncodedText name, Instant at)
    {
        Span<byte> text = stackalloc byte[Rfc3339.MaximumLength];
        json.WriteString(name, text[..Rfc3339.Format(at, found.Zone, text)]);
    }
}

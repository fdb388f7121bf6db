using System.Text.Json;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>The JSON of a booking in lists. It is the same for everyone who may see the booking, so it is written once, with the document. A
/// test compares it with the API's own view of a booking.</summary>
public static class ListedBookingJson
{
    /// <summary>Increment it whenever <see cref="Write"/> writes something else for the same booking. Golden files notice a forgotten
    /// increment.</summary>
    private const int Version = 1;

    /// <summary>A new release of the zone data may change the offsets of booked times.</summary>
    public static string Shape { get; } = $"{Version} {ZoneData.Version}";

    /// <summary>Null for a booking that is moving: which of its two documents represents it depends on the other one. Null for one of several resources, whose
    /// body says more than its keys.</summary>
    public static DocumentAnswer? Of(Booking booking) =>
        booking is { MovedBy: null, ArrivesFrom: null, IsPart: false, Resources: null } ? new DocumentAnswer(Shape, Write(booking)) : null;

    public static ReadOnlyMemory<byte> Write(Booking booking) => HandwrittenJson.Write(booking, WriteMembers).ToArray();

    /// <summary>Writes the members only, so that other objects can have them, too.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Booking booking)
    {
        var zone = ZoneData.Zones[booking.TimeZone];
        json.WriteString("id"u8, booking.Id.Value);
        json.WriteString("user_id"u8, booking.UserId.Value);
        WriteTime(json, "slot"u8, booking.Slot, zone);
        WriteTime(json, "end"u8, booking.End, zone);
        json.WriteString("time_zone"u8, booking.TimeZone);
        json.WriteString("service_id"u8, booking.ServiceId.Value);
        json.WriteString("resource_id"u8, booking.ResourceId.Value);
        json.WriteString("status"u8, booking.Status.Name);
        json.WriteNumber("quantity"u8, booking.Quantity);
        WriteTime(json, "created_at"u8, booking.CreatedAt, DateTimeZone.Utc);
        WriteIfTrue(json, "override"u8, booking.IsOverride);
        WriteIfTrue(json, "approval_on_reschedule"u8, booking.NeedsApprovalAfterMove);
        if (booking.Occurrence is { } occurrence)
        {
            json.WriteString("series_id"u8, SeriesId.Of(booking.Id)!.Value.Value);
            json.WriteString("recurrence_id"u8, SlotTime.TextOf(occurrence.Start));
            WriteIfTrue(json, "moved_alone"u8, occurrence.IsMovedAlone);
        }

        if (booking.RezoneConflict is { } conflict)
        {
            json.WriteString("rezone_conflict"u8, conflict);
        }

        WriteResources(json, booking);
        WriteSegments(json, booking);
    }

    /// <summary>Writes the segments of a visit; nothing for another booking.</summary>
    public static void WriteSegments(Utf8JsonWriter json, Booking booking)
    {
        if (booking.Segments is not { } segments)
        {
            return;
        }

        var zone = ZoneData.Zones[booking.TimeZone];
        json.WriteStartArray("segments"u8);
        foreach (var segment in segments)
        {
            json.WriteStartObject();
            json.WriteString("service_id"u8, segment.ServiceId.Value);
            json.WriteString("resource_id"u8, segment.ResourceId.Value);
            WriteTime(json, "start"u8, segment.Start, zone);
            WriteTime(json, "end"u8, segment.End, zone);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the resources of a booking of several; nothing for a booking of one.</summary>
    public static void WriteResources(Utf8JsonWriter json, Booking booking)
    {
        if (booking.Resources is not { } resources)
        {
            return;
        }

        json.WriteStartArray("resources"u8);
        foreach (var resource in resources)
        {
            json.WriteStartObject();
            json.WriteString("resource_id"u8, resource.ResourceId.Value);
            json.WriteNumber("need"u8, resource.Need);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, Instant at, DateTimeZone zone)
    {
        Span<byte> text = stackalloc byte[Rfc3339.MaximumLength];
        json.WriteString(name, text[..Rfc3339.Format(at, zone, text)]);
    }

    private static void WriteIfTrue(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool value)
    {
        if (value)
        {
            json.WriteBoolean(name, value);
        }
    }
}

using System.Text.Json;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;

namespace BookingEngine.Bookings;

/// <summary>The body of a booking's document. A booking without seldom members is written by hand, to the same text.</summary>
public static class StoredBookingJson
{
    public static string Write(Booking booking) => IsUsual(booking)
        ? HandwrittenJson.WriteText(booking, WriteMembers)
        : JsonSerializer.Serialize(booking, BookingJson.Stored.Booking);

    private static bool IsUsual(Booking booking) => booking is
    {
        Details: null, Reason: null, LinksRevoked: 0, Resources: null, Segments: null, DecisionId: null, Lead: null, IsPart: false, Arrival: null,
        ArrivesFrom: null, MovedBy: null, Occurrence: null, RezoneConflict: null,
    };

    private static void WriteMembers(Utf8JsonWriter json, Booking booking)
    {
        json.WriteString("id"u8, booking.Id.Value);
        json.WriteString("user_id"u8, booking.UserId.Value);
        HandwrittenJson.WriteInstant(json, "slot"u8, booking.Slot);
        HandwrittenJson.WriteInstant(json, "end"u8, booking.End);
        json.WriteString("time_zone"u8, booking.TimeZone);
        json.WriteString("service_id"u8, booking.ServiceId.Value);
        json.WriteString("resource_id"u8, booking.ResourceId.Value);
        json.WriteString("status"u8, booking.Status.Name);
        json.WriteNumber("quantity"u8, booking.Quantity);
        HandwrittenJson.WriteInstant(json, "created_at"u8, booking.CreatedAt);
        WriteIfTrue(json, "is_override"u8, booking.IsOverride);
        WriteIfTrue(json, "is_limited"u8, booking.IsLimited);
        WriteIfTrue(json, "needs_approval_after_move"u8, booking.NeedsApprovalAfterMove);
        json.WriteStartArray("versions"u8);
        foreach (var version in booking.Versions)
        {
            json.WriteNumberValue(version);
        }

        json.WriteEndArray();
    }

    private static void WriteIfTrue(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool value)
    {
        if (value)
        {
            json.WriteBoolean(name, value);
        }
    }
}

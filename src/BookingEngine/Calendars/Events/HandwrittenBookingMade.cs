using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BookingEngine.EventSourcing;

namespace BookingEngine.Calendars.Events;

/// <summary>Writes the most frequent event as the general writer does, in a fifth of its time. A booking with a member that most do not have is left to
/// that one.</summary>
internal static class HandwrittenBookingMade
{
    private static readonly StoredLocalDateTimeJsonConverter LocalTimes = new();

    // Bookings of one service have the same terms, until the service changes. Another thread may replace them at any time.
    private static KnownTerms? _terms;

    /// <summary>Null if it has other members.</summary>
    public static string? TryWrite(BookingMade booking, JsonTypeInfo<BookingTerms> terms) => IsUsual(booking)
        ? HandwrittenJson.WriteText((booking, terms), static (json, written) => WriteMembers(json, written.booking, written.terms))
        : null;

    private static bool IsUsual(BookingMade booking) => booking is
    {
        Details: null, Part: null, Rule: null, Skipped: null, IsGuest: false, IsUnproved: false, Reminders: null, External: null, Resources: null, Segments: null,
        DecisionId: null,
    };

    private static void WriteMembers(Utf8JsonWriter json, BookingMade booking, JsonTypeInfo<BookingTerms> terms)
    {
        json.WriteString("booking_id"u8, booking.BookingId.Value);
        json.WriteString("user_id"u8, booking.UserId.Value);
        json.WriteString("service_id"u8, booking.ServiceId.Value);
        json.WriteString("resource_id"u8, booking.ResourceId.Value);
        WriteTimes(json, booking, terms.Options);
        json.WriteString("time_zone"u8, booking.TimeZone);
        json.WriteString("zone_data"u8, booking.ZoneData);
        json.WriteNumber("quantity"u8, booking.Quantity);
        json.WritePropertyName("terms"u8);
        json.WriteRawValue(TextOf(booking.Terms, terms), skipInputValidation: true);
        WriteRest(json, booking);
    }

    private static void WriteTimes(Utf8JsonWriter json, BookingMade booking, JsonSerializerOptions options)
    {
        HandwrittenJson.WriteInstant(json, "start"u8, booking.Start);
        HandwrittenJson.WriteInstant(json, "end"u8, booking.End);
        json.WritePropertyName("local_start"u8);
        LocalTimes.Write(json, booking.LocalStart, options);
    }

    private static void WriteRest(Utf8JsonWriter json, BookingMade booking)
    {
        json.WriteBoolean("is_pending"u8, booking.IsPending);
        json.WriteBoolean("is_override"u8, booking.IsOverride);
        if (booking.HoldId is { } hold)
        {
            json.WriteString("hold_id"u8, hold);
        }
        else
        {
            json.WriteNull("hold_id"u8);
        }

        json.WriteNull("details"u8);
        if (booking.Languages is { } languages)
        {
            json.WriteString("languages"u8, languages);
        }
    }

    private static byte[] TextOf(BookingTerms terms, JsonTypeInfo<BookingTerms> type)
    {
        if (_terms is { } known && known.Terms == terms)
        {
            return known.Text;
        }

        var text = JsonSerializer.SerializeToUtf8Bytes(terms, type);
        _terms = new KnownTerms(terms, text);
        return text;
    }

    private sealed record KnownTerms(BookingTerms Terms, byte[] Text);
}

using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;

namespace BookingEngine.Functions.Bookings;

public sealed record BookingView(
    Guid Id, Guid UserId, string Slot, string End, string TimeZone, string ServiceId, string ResourceId, string Status, int Quantity,
    string CreatedAt)
{
    /// <summary>Said only of what staff booked, moved or cancelled against the rules, or when the customer no longer could.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Override { get; init; }

    /// <summary>What the customer said when booking: only where one booking is asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Notes { get; init; }

    /// <summary>The customer's answers by the ids of the questions: only where one booking is asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }

    public static BookingView Of(Booking booking)
    {
        var zone = ZoneData.Zones[booking.TimeZone];
        return new BookingView(
            booking.Id.Value, booking.UserId.Value, Rfc3339.Format(booking.Slot, zone), Rfc3339.Format(booking.End, zone), booking.TimeZone,
            booking.ServiceId.Value, booking.ResourceId.Value, NameOf(booking.Status), booking.Quantity, Rfc3339.Format(booking.CreatedAt))
        {
            Override = booking.IsOverride,
        };
    }

    public static BookingView Of(DetailedBooking shown) => Of(shown.Booking) with
    {
        Notes = shown.Details?.GetProperty("notes").GetString(),
        Answers = shown.Details?.GetProperty("answers").EnumerateObject().ToDictionary(answer => answer.Name, answer => answer.Value),
    };

    internal static string NameOf(BookingStatus status) => status switch
    {
        BookingStatus.Confirmed => "confirmed",
        BookingStatus.Pending => "pending",
        BookingStatus.Held => "held",
        BookingStatus.Cancelled => "cancelled",
        BookingStatus.Declined => "declined",
        BookingStatus.Completed => "completed",
        BookingStatus.NoShow => "no_show",
        _ => throw new InvalidOperationException($"The status {status} has no name on the wire."),
    };
}

public sealed record BookingListView(IReadOnlyList<BookingView> Bookings);

public sealed record BookingPageView(IReadOnlyList<BookingView> Bookings, string? NextCursor);

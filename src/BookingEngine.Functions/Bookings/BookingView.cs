using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars.Events;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Times;

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

    /// <summary>Who the customer is, where it was booked for a guest: only where one booking is asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GuestView? Guest { get; init; }

    /// <summary>Where whoever has the link manages the booking: only in the answer to whoever booked for a guest.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ManageLink { get; init; }

    public static BookingView Of(Booking booking)
    {
        var zone = ZoneData.Zones[booking.TimeZone];
        return new BookingView(
            booking.Id.Value, booking.UserId.Value, Rfc3339.Format(booking.Slot, zone), Rfc3339.Format(booking.End, zone), booking.TimeZone,
            booking.ServiceId.Value, booking.ResourceId.Value, booking.Status.Name, booking.Quantity, Rfc3339.Format(booking.CreatedAt))
        {
            Override = booking.IsOverride,
        };
    }

    public static BookingView Of(DetailedBooking shown) => Of(shown.Booking) with
    {
        Guest = shown.Details is { } details && details.TryGetProperty(BookingEngine.Guests.Guest.Member, out var guest) ? GuestView.Of(guest) : null,
        Notes = shown.Details?.GetProperty("notes").GetString(),
        Answers = shown.Details?.GetProperty("answers").EnumerateObject().ToDictionary(answer => answer.Name, answer => answer.Value),
    };
}

public sealed record GuestView(string Name, string? Email, string? Phone)
{
    public static GuestView Of(JsonElement guest) =>
        new(guest.GetProperty("name").GetString()!, guest.GetProperty("email").GetString(), guest.GetProperty("phone").GetString());
}

using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars.Events;
using BookingEngine.Times;

namespace BookingEngine.Functions.Bookings;

[Shape("Booking", "An appointment.")]
public sealed record BookingView(
    [property: Field("The booking's id.")] Guid Id,
    [property: Field("Whose booking it is.")] Guid UserId,
    [property: Field("When it begins, with the offset of the place.", Format = "date-time")] string Slot,
    [property: Field("When it ends.", Format = "date-time")] string End,
    [property: Field("The time zone of the place, by its IANA name.")] string TimeZone,
    [property: Field("What is booked.")] string ServiceId,
    [property: Field("Who or what it takes.")] string ResourceId,
    [property: Field("`pending` until it is approved, or `confirmed`; later `cancelled`, `declined`, `completed` or `no_show`.")] string Status,
    [property: Field("For how many places.")] int Quantity,
    [property: Field("When it was booked.", Format = "date-time")] string CreatedAt)
{
    internal static BookingView Example => new(
        Samples.Booking, Samples.User, Samples.Slot, Samples.SlotEnd, "UTC", "default", "default", "confirmed", 1, "2030-05-01T09:14:02.1187Z");

    [Field("True where staff booked, moved or cancelled it against the rules; else left out.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Override { get; init; }

    [Field("What the customer wrote, where there is anything and one booking is asked for.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Notes { get; init; }

    [Field("The customer's answers by the ids of the questions, where there are any and one booking is asked for.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }

    [Field("Who the customer is, where it was booked for a guest and one booking is asked for.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GuestView? Guest { get; init; }

    [Field("The link by which the guest manages the booking; only in the answer to a booking for a guest.", Format = "uri-reference", IsOptional = true)]
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

[Shape("Guest", "Somebody without an account.")]
public sealed record GuestView(
    [property: Field("What the guest is called.")] string Name,
    [property: Field("The guest's mail address; null where none was given.")] string? Email,
    [property: Field("The guest's telephone number; null where none was given.")] string? Phone)
{
    public static GuestView Of(JsonElement guest) =>
        new(guest.GetProperty("name").GetString()!, guest.GetProperty("email").GetString(), guest.GetProperty("phone").GetString());
}

using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Series.Change;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars.Events;
using BookingEngine.Times;

namespace BookingEngine.Functions.Bookings;

[Shape("Booking", "An appointment.")]
public sealed record BookingView(
    [property: Field("The booking's id.")] Guid Id,
    [property: Field("The customer's id.")] Guid UserId,
    [property: Field("The start, with the offset of the location.", Format = "date-time")] string Slot,
    [property: Field("The end.", Format = "date-time")] string End,
    [property: Field("The IANA time zone of the location.")] string TimeZone,
    [property: Field("The service.")] string ServiceId,
    [property: Field("The resource.")] string ResourceId,
    [property: Field("`pending` (waits for approval), `confirmed`, `cancelled`, `declined`, `completed` or `no_show`.")] string Status,
    [property: Field("The number of places.")] int Quantity,
    [property: Field("When the booking was made.", Format = "date-time")] string CreatedAt)
{
    internal static BookingView Example => new(
        Samples.Booking, Samples.User, Samples.Slot, Samples.SlotEnd, "UTC", "default", "default", "confirmed", 1, "2030-05-01T09:14:02.1187Z");

    [Field("True if staff booked, moved or cancelled it against the rules. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Override { get; init; }

    [Field(
        "True if the booking waits for approval again after its customer has moved it. Staff can move it without that. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ApprovalOnReschedule { get; init; }

    [Field("The series, if it was booked with one.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? SeriesId { get; init; }

    [Field("In a series: the local start that the rule gave it. It never changes.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RecurrenceId { get; init; }

    [Field("In a series: true if it was moved apart from the others. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MovedAlone { get; init; }

    [Field(
        "Why it could not keep its local time when the rules of its time zone changed: `local_time_invalid`, `local_time_ambiguous`, `taken`, `notice` or `several_resources`. Omitted if "
        + "it did, or was moved since.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RezoneConflict { get; init; }

    [Field("What happened to the bookings of the scope. Only in the answer to a request with a `scope` other than `one`.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SeriesChangeView? Series { get; init; }

    [Field("All its resources, if its service takes several at once, or is a visit: `resource_id` is the first one. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BookedResourceView>? Resources { get; init; }

    [Field("The services of a visit, in order, if its service has `segments`. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BookedSegmentView>? Segments { get; init; }

    [Field("The customer's notes, if any. Only when a single booking is read.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Notes { get; init; }

    [Field("The customer's answers by question id, if any. Only when a single booking is read.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }

    [Field("Why it was last cancelled, declined or moved, if somebody said so. Only when a single booking is read.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    [Field(
        "True if it had notes, answers, a guest or a reason that were erased, with the customer or by their age. Only when a single booking is read. "
        + "Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Erased { get; init; }

    [Field("The guest, if the booking is for one. Only when a single booking is read.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GuestView? Guest { get; init; }

    [Field("The guest's link to manage the booking. Only in the answer to a booking for a guest who gets no mail with it.", Format = "uri-reference", IsOptional = true)]
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
            ApprovalOnReschedule = booking.NeedsApprovalAfterMove,
            SeriesId = booking.Occurrence is null ? null : BookingEngine.Calendars.Events.SeriesId.Of(booking.Id)?.Value,
            RecurrenceId = booking.Occurrence is { } occurrence ? SlotTime.TextOf(occurrence.Start) : null,
            MovedAlone = booking.Occurrence is { IsMovedAlone: true },
            RezoneConflict = booking.RezoneConflict,
            Resources = BookedResourceView.Of(booking.Resources),
            Segments = BookedSegmentView.Of(booking.Segments, zone),
        };
    }

    public static BookingView Of(ChangedSeries changed) => Of(changed.Booking) with { Series = SeriesChangeView.Of(changed) };

    public static BookingView Of(DetailedBooking shown) => Of(shown.Booking) with
    {
        Guest = shown.Details is { } details && details.TryGetProperty(BookingEngine.Guests.Guest.Member, out var guest) ? GuestView.Of(guest) : null,
        Reason = shown.Reason,
        Erased = shown.IsErased,
        Notes = shown.Details?.GetProperty("notes").GetString(),
        Answers = shown.Details?.GetProperty("answers").EnumerateObject().ToDictionary(answer => answer.Name, answer => answer.Value),
    };
}

[Shape("Guest", "A customer without an account.")]
public sealed record GuestView(
    [property: Field("The guest's name.")] string Name,
    [property: Field("The guest's mail address. Null if none was given.")] string? Email,
    [property: Field("The guest's telephone number. Null if none was given.")] string? Phone)
{
    [Field("The language that the guest reads. Omitted if none was given.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Locale { get; init; }

    public static GuestView Of(JsonElement guest) =>
        new(guest.GetProperty("name").GetString()!, guest.GetProperty("email").GetString(), guest.GetProperty("phone").GetString())
        {
            Locale = guest.TryGetProperty("locale", out var locale) ? locale.GetString() : null,
        };
}

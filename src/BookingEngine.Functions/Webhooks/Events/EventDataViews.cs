using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.Functions.Bookings;

namespace BookingEngine.Functions.Webhooks.Events;

/// <summary>The shape of <c>data</c>, for the API document. Golden files fix what is sent.</summary>
[Shape("BookingEvent", "A booking just after an event: schema `booking.v1`. A single booking has the same members.")]
public sealed record BookingEventView(
    [property: Field("The booking's id.")] Guid Id,
    [property: Field("The customer's id.")] Guid UserId,
    [property: Field("The start, with the offset of the location.", Format = "date-time")] string Slot,
    [property: Field("The end.", Format = "date-time")] string End,
    [property: Field("The IANA time zone of the location.")] string TimeZone,
    [property: Field("The service.")] string ServiceId,
    [property: Field("The resource.")] string ResourceId,
    [property: Field("`pending`, `confirmed`, `cancelled`, `declined`, `completed` or `no_show`.")] string Status,
    [property: Field("The number of places.")] int Quantity,
    [property: Field("When the booking was made.", Format = "date-time")] string CreatedAt)
{
    [Field("True if staff booked, moved or cancelled it against the rules. Otherwise omitted.", IsOptional = true)]
    public bool Override { get; init; }

    [Field("The hold that the booking used, in `booking.created`. Otherwise omitted.", IsOptional = true)]
    public string? HoldId { get; init; }

    [Field("All its resources, if its service takes several at once. Otherwise omitted.", IsOptional = true)]
    public IReadOnlyList<BookedResourceView>? Resources { get; init; }

    [Field("The services of a visit, in order. Otherwise omitted.", IsOptional = true)]
    public IReadOnlyList<BookedSegmentView>? Segments { get; init; }

    [Field("The series, if it was booked with one. Otherwise omitted.", IsOptional = true)]
    public Guid? SeriesId { get; init; }

    [Field("In a series: the local start that the rule gave it.", IsOptional = true)]
    public string? RecurrenceId { get; init; }

    [Field("In a series: true if it was moved apart from the others. Otherwise omitted.", IsOptional = true)]
    public bool MovedAlone { get; init; }

    [Field("Why it could not keep its local time when the rules of its time zone changed. Otherwise omitted.", IsOptional = true)]
    public string? RezoneConflict { get; init; }

    [Field("The same in the events of all bookings of a series that were changed together. Otherwise omitted.", IsOptional = true)]
    public Guid? OperationId { get; init; }

    [Field("The customer's notes, if any. Only with `include_personal`.", IsOptional = true)]
    public string? Notes { get; init; }

    [Field("The customer's answers by question id, if any. Only with `include_personal`.", IsOptional = true)]
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }

    [Field("The guest, if the booking is for one. Only with `include_personal`.", IsOptional = true)]
    public GuestView? Guest { get; init; }

    [Field("Why it was last cancelled, declined or moved, if somebody said so. Only with `include_personal`.", IsOptional = true)]
    public string? Reason { get; init; }

    [Field("True if it had texts or a guest that were erased. Only with `include_personal`. Otherwise omitted.", IsOptional = true)]
    public bool Erased { get; init; }

    [Field("Where to read it. Only if the texts were too long to send: then they are left out.", IsOptional = true)]
    public string? Link { get; init; }
}

[Shape("HoldEvent", "A hold: schema `hold.v1`. A released one has its id, its resource and its status only.")]
public sealed record HoldEventView(
    [property: Field("The hold's id.")] Guid Id,
    [property: Field("The resource.")] string ResourceId,
    [property: Field("`held` or `released`.")] string Status)
{
    [Field("Who holds the slot.", IsOptional = true)]
    public string? UserId { get; init; }

    [Field("The service.", IsOptional = true)]
    public string? ServiceId { get; init; }

    [Field("The start.", Format = "date-time", IsOptional = true)]
    public string? Slot { get; init; }

    [Field("The end.", Format = "date-time", IsOptional = true)]
    public string? End { get; init; }

    [Field("The IANA time zone of the location.", IsOptional = true)]
    public string? TimeZone { get; init; }

    [Field("The number of places.", IsOptional = true)]
    public int Quantity { get; init; }

    [Field("When the hold ends by itself. There is no event then.", Format = "date-time", IsOptional = true)]
    public string? ExpiresAt { get; init; }

    [Field("The entry of a waitlist to which the slot is offered. Only of an offer: `POST /waitlist/{id}/take` books it.", IsOptional = true)]
    public Guid? WaitlistEntryId { get; init; }

    [Field("The offer, if it is one.", IsOptional = true)]
    public Guid? OfferId { get; init; }
}

[Shape("UserEvent", "A user: schema `user.v1`.")]
public sealed record UserEventView(
    [property: Field("The user's id.")] Guid Id,
    [property: Field("`customer`, `staff` or `admin`.")] string Role,
    [property: Field("Whether the user can sign in.")] bool Active)
{
    [Field("When the user registered. Omitted for an erased person.", Format = "date-time", IsOptional = true)]
    public string? CreatedAt { get; init; }

    [Field("Only with `include_personal`.", IsOptional = true)]
    public string? FullName { get; init; }

    [Field("Only with `include_personal`.", Format = "email", IsOptional = true)]
    public string? Email { get; init; }

    [Field("True if the person was erased, also in events from before. Otherwise omitted.", IsOptional = true)]
    public bool Erased { get; init; }
}

[Shape("CatalogueEvent", "An object of the catalogue: schema `catalogue.v1`. Its own address has all of it.")]
public sealed record CatalogueEventView(
    [property: Field("`location`, `resource` or `service`.")] string Kind,
    [property: Field("Its id.")] string Id,
    [property: Field("`created`, `changed` or `retired`.")] string Change,
    [property: Field("Its version: the number in its `ETag`.")] int Version,
    [property: Field("Its name.")] string Name,
    [property: Field("False if it is retired.")] bool Active);

[Shape("WebhookEvent", "An endpoint: schema `webhook.v1`.")]
public sealed record WebhookEventView(
    [property: Field("The endpoint's id.")] string Id)
{
    [Field("The host of its address, in `webhook.disabled`.", IsOptional = true)]
    public string? Host { get; init; }

    [Field("False, in `webhook.disabled`.", IsOptional = true)]
    public bool Active { get; init; }

    [Field("Why it was disabled, in `webhook.disabled`.", IsOptional = true)]
    public string? DisabledBecause { get; init; }

    [Field("In `webhook.test`.", IsOptional = true)]
    public string? Message { get; init; }
}

[JsonSerializable(typeof(BookingEventView))]
[JsonSerializable(typeof(HoldEventView))]
[JsonSerializable(typeof(UserEventView))]
[JsonSerializable(typeof(CatalogueEventView))]
[JsonSerializable(typeof(WebhookEventView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class EventDataJson : JsonSerializerContext;

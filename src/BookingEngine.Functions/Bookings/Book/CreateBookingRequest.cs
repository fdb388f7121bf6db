using System.Collections.Immutable;
using System.Text.Json;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Holds;
using BookingEngine.Times;

namespace BookingEngine.Functions.Bookings.Book;

public sealed record CreateBookingRequest : IRequest<CreateBookingRequest>
{
    public const int MaximumNotes = 2_000;

    /// <summary>Null if <see cref="HoldId"/> is given.</summary>
    public SlotInput? Slot { get; init; }

    public ServiceId? ServiceId { get; init; }

    public ResourceId? ResourceId { get; init; }

    /// <summary>For a service that takes several resources: those that must be among them.</summary>
    public ImmutableArray<ResourceId>? ResourceIds { get; init; }

    public int? Quantity { get; init; }

    /// <summary>In minutes.</summary>
    public int? Duration { get; init; }

    /// <summary>By question id. The service's questions define the types.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }

    public string? Notes { get; init; }

    public HoldId? HoldId { get; init; }

    /// <summary>Null to book for the caller.</summary>
    public GuestRequest? Guest { get; init; }

    public bool? Override { get; init; }

    public static bool RefusesMisspelt => true;

    public static CreateBookingRequest Read(RequestFields fields) => new()
    {
        Slot = fields.SlotOrHold(),
        ServiceId = fields.OptionalServiceId("service_id", "The service. If omitted, `default`."),
        ResourceId = fields.OptionalResourceId("resource_id", "The resource. If omitted, any free one."),
        ResourceIds = fields.RequiredResources(),
        Quantity = fields.Quantity("The number of seats, for a group service."),
        Duration = fields.ServiceDuration(),
        Answers = fields.Optional("answers", "The answers to the service's questions, by question id.").Members(),
        Notes = fields.OptionalText("notes", "Notes for the staff.", MaximumNotes),
        HoldId = fields.Optional("hold_id", "Books the held slot and uses up the hold. All other fields must match the hold.").HoldId(),
        Guest = fields.Optional("guest", $"The guest to book for: a person without an account. {BookingOperations.StaffOnly}")
            .Nested(GuestRequest.Read),
        Override = fields.Optional("override", $"Books even if hours, grid, notice or capacity forbid it. {BookingOperations.StaffOnly}").Flag(),
    };

    /// <summary>With the fields of the query. If a field is in both, it must be the same.</summary>
    public CreateBookingRequest With(CreateBookingQuery query, FieldErrors errors) => this with
    {
        Slot = errors.Either("slot", query.Slot, Slot),
        ServiceId = errors.Either("service_id", query.ServiceId, ServiceId),
        ResourceId = errors.Either("resource_id", query.ResourceId, ResourceId),
        Quantity = errors.Either("quantity", query.Quantity, Quantity),
        Duration = errors.Either("duration", query.Duration, Duration),
        HoldId = errors.Either("hold_id", query.HoldId, HoldId),
        Override = errors.Either("override", query.Override, Override),
    };
}

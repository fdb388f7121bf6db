using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Holds;
using BookingEngine.Times;

namespace BookingEngine.Functions.Holds;

public sealed record CreateHoldRequest(SlotInput Slot) : IRequest<CreateHoldRequest>
{
    public ServiceId? ServiceId { get; init; }

    public ResourceId? ResourceId { get; init; }

    /// <summary>For a service that takes several resources: those that must be among them.</summary>
    public ImmutableArray<ResourceId>? ResourceIds { get; init; }

    public int? Quantity { get; init; }

    /// <summary>The length of the appointment in minutes.</summary>
    public int? Duration { get; init; }

    /// <summary>How long to hold the slot.</summary>
    public int? Minutes { get; init; }

    public static bool RefusesMisspelt => true;

    public static CreateHoldRequest Read(RequestFields fields) => new(fields.Slot())
    {
        ServiceId = fields.OptionalServiceId("service_id", "The service. If omitted, `default`."),
        ResourceId = fields.OptionalResourceId("resource_id", "The resource. If omitted, any free one."),
        ResourceIds = fields.RequiredResources(),
        Quantity = fields.Quantity("The number of seats, for a group service."),
        Duration = fields.ServiceDuration(),
        Minutes = fields.OptionalWhole("minutes", "How long to hold the slot, in minutes. If omitted, 10.", 1, (int)PlaceHoldHandler.MaximumLength.TotalMinutes),
    };
}

using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Holds;
using BookingEngine.Times;

namespace BookingEngine.Functions.Holds;

public sealed record CreateHoldRequest(SlotInput Slot) : IRequest<CreateHoldRequest>
{
    public ServiceId? ServiceId { get; init; }

    public ResourceId? ResourceId { get; init; }

    public int? Quantity { get; init; }

    public int? Minutes { get; init; }

    public static CreateHoldRequest Read(RequestFields fields) => new(fields.Slot())
    {
        ServiceId = fields.OptionalServiceId("service_id", "What is to be booked; `default` where it is left out."),
        ResourceId = fields.OptionalResourceId("resource_id", "Who or what it takes; any that is free where it is left out."),
        Quantity = fields.Quantity("Seats, of a group service."),
        Minutes = fields.OptionalWhole("minutes", "For how long; 10 where it is left out.", 1, (int)PlaceHoldHandler.MaximumLength.TotalMinutes),
    };
}

using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Holds;
using BookingEngine.Times;

namespace BookingEngine.Functions.Bookings.Book;

/// <summary>Fields of the body in the query. Older clients send the slot there. Personal data is read from the body only, because addresses
/// are logged.</summary>
public sealed record CreateBookingQuery : IRequest<CreateBookingQuery>
{
    public SlotInput? Slot { get; init; }

    public ServiceId? ServiceId { get; init; }

    public ResourceId? ResourceId { get; init; }

    public int? Quantity { get; init; }

    public int? Duration { get; init; }

    public HoldId? HoldId { get; init; }

    public bool? Override { get; init; }

    public static CreateBookingQuery Read(RequestFields fields) => new()
    {
        Slot = fields.QuerySlot(),
        ServiceId = fields.OptionalServiceId("service_id", "As in the body."),
        ResourceId = fields.OptionalResourceId("resource_id", "As in the body."),
        Quantity = fields.Quantity("As in the body."),
        Duration = fields.ServiceDuration(),
        HoldId = fields.Optional("hold_id", "As in the body.").HoldId(),
        Override = fields.Optional("override", "As in the body.").Flag(),
    };
}

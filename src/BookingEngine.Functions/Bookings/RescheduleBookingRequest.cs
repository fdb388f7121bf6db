using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Times;

namespace BookingEngine.Functions.Bookings;

public sealed record RescheduleBookingRequest(SlotInput Slot, ResourceId? ResourceId = null, bool Override = false) : IRequest<RescheduleBookingRequest>
{
    public static RescheduleBookingRequest Read(RequestFields fields) => ReadTarget(fields) with
    {
        Override = fields.Flag("override", "Moves it against hours, grid, notice and capacity. Staff of both resources and administrators alone."),
    };

    /// <summary>When and where it shall be: all that a customer may say.</summary>
    internal static RescheduleBookingRequest ReadTarget(RequestFields fields) =>
        new(fields.Slot(), fields.OptionalResourceId("resource_id", "Who or what it shall take; what it takes already where it is left out."));
}

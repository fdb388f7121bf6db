using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Bookings;
using BookingEngine.Times;

namespace BookingEngine.Functions.Guests;

public sealed record RescheduleManagedBookingRequest(SlotInput Slot, ResourceId? ResourceId = null) : IRequest<RescheduleManagedBookingRequest>
{
    public ImmutableArray<ResourceId>? ResourceIds { get; init; }

    public string? Reason { get; init; }

    public static bool RefusesMisspelt => true;

    public static RescheduleManagedBookingRequest Read(RequestFields fields)
    {
        var target = RescheduleBookingRequest.ReadTarget(fields);
        return new(target.Slot, target.ResourceId) { Reason = target.Reason, ResourceIds = target.ResourceIds };
    }
}

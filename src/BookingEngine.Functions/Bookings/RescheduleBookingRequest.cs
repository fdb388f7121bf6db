using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Times;

namespace BookingEngine.Functions.Bookings;

public sealed record RescheduleBookingRequest(SlotInput Slot, ResourceId? ResourceId = null, bool Override = false) : IRequest<RescheduleBookingRequest>
{
    /// <summary>For a booking of several resources: those that must be among them afterwards.</summary>
    public ImmutableArray<ResourceId>? ResourceIds { get; init; }

    public string? Reason { get; init; }

    public static bool RefusesMisspelt => true;

    public static RescheduleBookingRequest Read(RequestFields fields) => ReadTarget(fields) with
    {
        Override = fields.Flag("override", "Moves it even if hours, grid, notice or capacity forbid it. Only staff of both resources and administrators."),
    };

    /// <summary>The new time and resource, and why: the fields that customers may send.</summary>
    internal static RescheduleBookingRequest ReadTarget(RequestFields fields) =>
        new(fields.Slot(), fields.OptionalResourceId("resource_id", "The new resource. If omitted, the booking stays at its resource."))
        {
            ResourceIds = fields.RequiredResources(),
            Reason = fields.Reason(),
        };
}

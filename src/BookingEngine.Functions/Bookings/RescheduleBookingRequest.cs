using System.Collections.Immutable;
using BookingEngine.Bookings.Series.Change;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Times;

namespace BookingEngine.Functions.Bookings;

public sealed record RescheduleBookingRequest(SlotInput Slot, ResourceId? ResourceId = null, bool Override = false) : IRequest<RescheduleBookingRequest>
{
    /// <summary>For a booking of several resources: those that must be among them afterwards.</summary>
    public ImmutableArray<ResourceId>? ResourceIds { get; init; }

    public string? Reason { get; init; }

    /// <summary>Null for one.</summary>
    public SeriesScope? Scope { get; init; }

    /// <summary>Whether bookings that cannot move stay.</summary>
    public bool? Skips { get; init; }

    public bool? IncludeMoved { get; init; }

    public static bool RefusesMisspelt => true;

    public static RescheduleBookingRequest Read(RequestFields fields)
    {
        var request = ReadTarget(fields) with
        {
            Override = fields.Flag("override", "Moves it even if hours, grid, notice or capacity forbid it. Only staff of both resources and administrators."),
            Scope = fields.Scope(),
            Skips = fields.OnConflict("With a `scope` other than `one`, if some bookings cannot move: `fail` to move none, `skip` to leave these. If omitted, `fail`."),
            IncludeMoved = fields.Optional("include_moved", "With a `scope` other than `one`: whether bookings that were moved apart from the others move, too.").Flag(),
        };
        fields.OnlyForSeveral("on_conflict", request.Skips, request.Scope);
        fields.OnlyForSeveral("include_moved", request.IncludeMoved, request.Scope);
        return request;
    }

    /// <summary>The new time and resource, and why: the fields that customers may send.</summary>
    internal static RescheduleBookingRequest ReadTarget(RequestFields fields) =>
        new(fields.Slot(), fields.OptionalResourceId("resource_id", "The new resource. If omitted, the booking stays at its resource."))
        {
            ResourceIds = fields.RequiredResources(),
            Reason = fields.Reason(),
        };
}

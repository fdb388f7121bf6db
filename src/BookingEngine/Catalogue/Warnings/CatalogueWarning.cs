namespace BookingEngine.Catalogue.Warnings;

/// <summary>A written object is valid, but with the other objects it has an effect that was hardly meant.</summary>
/// <param name="Code">Stable: part of the API.</param>
/// <param name="Detail">For people: what is wrong, then what to do.</param>
public sealed record CatalogueWarning(string Code, string Detail)
{
    public static CatalogueWarning NoActiveResource(ServiceId service) => new(
        "no_active_resource", $"All resources of service {service} are retired, so nobody can book it. Add an active resource, or retire the service.");

    public static CatalogueWarning HoursLeaveNoRoom(ServiceId service, ResourceId resource, int minutes) => new(
        "hours_leave_no_room",
        $"Resource {resource} is never open for the {minutes} minutes of service {service} within a year. Change its hours, or shorten the service.");

    public static CatalogueWarning GridLeavesNoStart(ServiceId service, ResourceId resource) => new(
        "grid_leaves_no_start",
        $"Resource {resource} is open long enough for service {service}, but within a year never from a start of its grid. Change its hours, or the slot_interval.");

    public static CatalogueWarning BookingLimitLeavesNoRoom(ServiceId service, ResourceId resource, int minutes) => new(
        "booking_limit_leaves_no_room",
        $"The booking limits of resource {resource} are smaller than the {minutes} minutes of service {service}. Raise them, or shorten the service.");

    public static CatalogueWarning DurationNeverFits(ServiceId service, int minutes) => new(
        "duration_never_fits",
        $"No resource of service {service} can be booked for {minutes} minutes at once within a year. Change the hours or limits, or leave out that duration.");

    public static CatalogueWarning ValidityLeavesNoStart(ServiceId service) => new(
        "validity_leaves_no_start",
        $"Service {service} has no start from its valid_from to its valid_to that is still ahead. Change these dates, or the hours.");

    /// <param name="count">How many segments of the service the visit has.</param>
    /// <param name="period">At once, or on one day.</param>
    public static CatalogueWarning SegmentLimitLeavesNoRoom(ServiceId visit, ServiceId segment, int count, int allowed, string period) => new(
        "segment_limit_leaves_no_room",
        $"Service {visit} has {count} segments of service {segment}, of which one customer may have {allowed} {period}. Raise that limit, or remove segments.");

    public static CatalogueWarning HorizonWithinNotice(ServiceId service) => new(
        "horizon_within_notice",
        $"Service {service} can be booked only at few times of a day, because its horizon ends close to its notice. Lengthen the horizon, or shorten the notice.");
}

using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>What to look for, without a time or a resource.</summary>
/// <param name="Quantity">The number of seats.</param>
/// <param name="Ignored">The id of a booking or hold that does not block: the booking that moves, or the hold that is used.</param>
public sealed record SlotQuery(Service Service, Instant Now, int Quantity = 1, Guid? Ignored = null)
{
    /// <summary>The limits that the customer has reached. Null if none apply, or if a claim checks them.</summary>
    public ReachedLimits? Limits { get; init; }

    /// <summary>The use of the service's booking limits. Null if it has none, or if a claim checks them.</summary>
    public PeriodUse? ServiceUse { get; init; }

    /// <summary>Whether a start may be off the resource's grid: the grid is that of another resource of the same booking.</summary>
    public bool AllowsAnyStart { get; init; }

    public bool IsGroup => Service.Capacity > 1;

    /// <summary>The session that a booking at the start would belong to; null unless the service is a group service.</summary>
    internal CountedSession? SessionAt(string of, Instant start) => IsGroup ? new CountedSession(of, start) : null;

    /// <summary>Why the resource cannot give the service at any time; null if it can.</summary>
    /// <param name="checkSeats">False for staff who override.</param>
    internal Unavailability? UnavailabilityOf(Resource resource, bool checkSeats = true) => this switch
    {
        { Service.Active: false } => Unavailability.ServiceInactive,
        _ when !resource.Active => Unavailability.ResourceInactive,
        _ when !Service.ResourceIds.Contains(resource.Id) => Unavailability.NotOffered,
        _ when Quantity < 1 || (checkSeats && Quantity > Service.Capacity) => Unavailability.QuantityOutOfRange,
        _ => null,
    };
}

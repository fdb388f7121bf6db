using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>A resource with what takes its time.</summary>
/// <param name="Zone">Its location's.</param>
public sealed record ResourceOccupancy(Resource Resource, DateTimeZone Zone, Occupancy Occupied);

/// <summary>Limits of one customer that leave room for no other booking.</summary>
/// <param name="Active">At no time.</param>
/// <param name="Days">On these days of the clocks where it would take place.</param>
public sealed record ReachedLimits(bool Active, ImmutableHashSet<LocalDate> Days)
{
    internal bool Bar(long start, DateTimeZone zone) =>
        Active || (!Days.IsEmpty && Days.Contains(Instant.FromUnixTimeTicks(start).InZone(zone).Date));
}

/// <summary>What is wished for, whenever and wherever.</summary>
/// <param name="Quantity">Seats.</param>
/// <param name="Ignored">The booking or hold that is not in the way: the one that moves, or the one that the booking consumes.</param>
public sealed record SlotQuery(Service Service, Instant Now, int Quantity = 1, Guid? Ignored = null)
{
    /// <summary>What limits of the one who looks are reached; null where none apply, or a claim has seen to them.</summary>
    public ReachedLimits? Limits { get; init; }

    public bool IsGroup => Service.Capacity > 1;

    /// <summary>What rules the resource out at any time.</summary>
    /// <param name="seatsMatter">False for staff who override.</param>
    internal Unavailability? UnavailabilityOf(Resource resource, bool seatsMatter = true) => this switch
    {
        { Service.Active: false } => Unavailability.ServiceInactive,
        _ when !resource.Active => Unavailability.ResourceInactive,
        _ when !Service.ResourceIds.Contains(resource.Id) => Unavailability.NotOffered,
        _ when Quantity < 1 || (seatsMatter && Quantity > Service.Capacity) => Unavailability.QuantityOutOfRange,
        _ => null,
    };
}

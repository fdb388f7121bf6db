using BookingEngine.Catalogue;
using BookingEngine.Slots.Occupied;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>A resource with the bookings and holds that take its time.</summary>
/// <param name="Zones">The zones of its locations, by date.</param>
public sealed record ResourceOccupancy(Resource Resource, ZoneSchedule Zones, Occupancy Occupied)
{
    /// <summary>A resource that always stands at the same location.</summary>
    public ResourceOccupancy(Resource resource, DateTimeZone zone, Occupancy occupied)
        : this(resource, ZoneSchedule.Of(zone), occupied)
    {
    }
}

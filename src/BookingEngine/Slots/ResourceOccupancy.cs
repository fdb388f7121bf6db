using BookingEngine.Catalogue;
using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>A resource with the bookings and holds that take its time.</summary>
/// <param name="Zone">The zone of its location.</param>
public sealed record ResourceOccupancy(Resource Resource, DateTimeZone Zone, Occupancy Occupied);

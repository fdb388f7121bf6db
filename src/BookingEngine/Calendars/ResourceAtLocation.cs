using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>A resource, its location, and its calendar.</summary>
/// <param name="State">The cached calendar. It may be out of date.</param>
public sealed record ResourceAtLocation(Resource Resource, Location Location, Calendar State)
{
    public ResourceOccupancy Occupancy => new(Resource, Zone, State.Occupied);

    public DateTimeZone Zone => ZoneData.Zones[Location.TimeZone];
}

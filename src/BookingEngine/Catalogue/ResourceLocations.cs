using System.Collections.Immutable;
using BookingEngine.Hours;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Catalogue;

/// <summary>Where a resource stands, and when: its own location, and those of its placements.</summary>
public sealed class ResourceLocations
{
    private readonly ImmutableArray<Location> _locations;
    private readonly OpeningHours _hours;

    private ResourceLocations(Resource resource, ImmutableArray<Location> locations)
    {
        (_locations, _hours) = (locations, resource.Hours);
        Zones = resource.Placements is not { } placements
            ? ZoneSchedule.Of(ZoneOf(Own))
            : ZoneSchedule.Of(ZoneOf(Own), placements.Select(placement => (placement.From, placement.To, IndexOf(placement), ZoneOf(placement))));
    }

    /// <summary>Its location outside placements.</summary>
    public Location Own => _locations[0];

    /// <summary>Each once, its own first.</summary>
    public ImmutableArray<Location> All => _locations;

    public ZoneSchedule Zones { get; }

    /// <summary>The ids of all its locations, its own first.</summary>
    public static IEnumerable<LocationId> IdsOf(Resource resource) =>
        resource.Placements is { } placements ? placements.Select(placement => placement.LocationId).Prepend(resource.LocationId).Distinct() : [resource.LocationId];

    /// <summary>Null if a location is missing.</summary>
    /// <param name="known">Locations, in any order.</param>
    public static ResourceLocations? Of(Resource resource, params IEnumerable<Location> known)
    {
        ImmutableArray<Location> locations = [.. IdsOf(resource).Select(id => known.FirstOrDefault(location => location.Id == id)!)];
        return locations.Contains(null!) ? null : new(resource, locations);
    }

    /// <summary>Where it is at an instant. Between two zones this depends on its hours.</summary>
    public Location At(Instant instant) => _locations[StretchAt(instant).Place];

    public DateTimeZone ZoneAt(Instant instant) => StretchAt(instant).Zone;

    /// <summary>Whether it is still, or already, at the place of a local time's date.</summary>
    public bool IsThere(LocalDateTime local, Instant instant) => StretchAt(instant) == Zones.On(local.Date);

    /// <summary>Whether it was made of these objects.</summary>
    internal bool AreAll(List<Location> known)
    {
        for (var n = 0; n < _locations.Length; n++)
        {
            if (n >= known.Count || !ReferenceEquals(_locations[n], known[n]))
            {
                return false;
            }
        }

        return known.Count == _locations.Length;
    }

    /// <summary>The locations of the resource after a change; null if a location is not known here.</summary>
    public ResourceLocations? Of(Resource changed) => Of(changed, _locations);

    private ZoneStretch StretchAt(Instant instant) => OpenPeriods.PlaceAt(_hours, Zones, instant);

    private static DateTimeZone ZoneOf(Location location) => ZoneData.Zones[location.TimeZone];

    private DateTimeZone ZoneOf(Placement placement) => ZoneOf(_locations[IndexOf(placement)]);

    private int IndexOf(Placement placement) => _locations.IndexOf(_locations.First(location => location.Id == placement.LocationId));
}

using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Catalogue.Locations;

public sealed record LocationView(string Id, string Name, string TimeZone, string? Address)
{
    public static LocationView Of(Location location) => new(location.Id.Value, location.Name, location.TimeZone, location.Address);
}

public sealed record LocationListView(IReadOnlyList<LocationView> Locations, string? NextCursor);

using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Catalogue.Locations;

internal static class LocationOperations
{
    public static CatalogueOperations<LocationView> Common =>
        new(OperationGroup.Locations, "location", LocationsJson.Default.LocationView, LocationView.Example);

    public static Problem Invalid => RequestProblems.InvalidField("time_zone", TimeFields.ZoneMessage);
}
